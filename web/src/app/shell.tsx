import { CalendarHeart, House, Search, UserRound } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import type { MessageKey } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "~/shared/ui/class_names";
import { AppNotices } from "./update";

interface Tab {
  href: string;
  label: MessageKey;
  icon: LucideIcon;
  owns: RegExp;
}

const tabs: Tab[] = [
  { href: "/", label: "tab.home", icon: House, owns: /^\/($|search|artists|portfolios)/ },
  { href: "/bookings", label: "tab.bookings", icon: CalendarHeart, owns: /^\/bookings/ },
  { href: "/me", label: "tab.me", icon: UserRound, owns: /^\/(me|sign-in)/ },
];

/** Pages with a call to action of their own hide the tabs, which would sit under it. */
const withoutTabs = /^\/(portfolios\/|holds\/|bookings\/[^/]+)/;

export function CustomerShell({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const [path] = useLocation();
  const tabBar = !withoutTabs.test(path);
  return (
    <div className="flex min-h-dvh flex-col md:[--shell-top:3.5rem]">
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-card px-4 py-3 font-semibold text-accent shadow-card focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("app.skip")}
      </a>
      <WideHeader path={path} />
      <AppNotices />
      <main
        id="main"
        tabIndex={-1}
        className={cx("mx-auto w-full max-w-3xl grow", tabBar && "room-for-tabs")}
      >
        {children}
      </main>
      {tabBar && <TabBar path={path} />}
    </div>
  );
}

function TabBar({ path }: { path: string }) {
  const { t } = useI18n();
  return (
    <nav
      aria-label={t("app.navigation")}
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {tabs.map(({ href, label, icon: Icon, owns }) => {
          const here = owns.test(path);
          return (
            <li key={href} className="grow basis-0">
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={cx(
                  "flex h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium -outline-offset-4",
                  here ? "text-accent" : "text-ink-soft",
                )}
              >
                <Icon size={22} strokeWidth={here ? 2.4 : 1.8} aria-hidden />
                {t(label)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function WideHeader({ path }: { path: string }) {
  const { t } = useI18n();
  return (
    <header className="sticky top-0 z-40 hidden border-b border-line bg-card md:block">
      <div className="mx-auto flex h-14 max-w-3xl items-center gap-2 px-4">
        <Link href="/" className="mr-auto flex h-11 items-center">
          <Wordmark />
        </Link>
        <Link
          href="/search"
          className="flex h-11 items-center gap-1.5 rounded-lg px-3 text-sm font-semibold text-ink-soft hover:bg-sunken"
        >
          <Search size={18} aria-hidden /> {t("search.title")}
        </Link>
        <nav aria-label={t("app.navigation")} className="flex">
          {tabs.map(({ href, label, owns }) => (
            <Link
              key={href}
              href={href}
              aria-current={owns.test(path) ? "page" : undefined}
              className={cx(
                "flex h-11 items-center rounded-lg px-3 text-sm font-semibold hover:bg-sunken",
                owns.test(path) ? "text-accent" : "text-ink-soft",
              )}
            >
              {t(label)}
            </Link>
          ))}
        </nav>
      </div>
    </header>
  );
}

export function Wordmark() {
  return (
    <span className="flex items-center gap-2 text-lg font-extrabold tracking-tight">
      <img src="/icon.svg" alt="" width={28} height={28} className="rounded-md" />
      메메
    </span>
  );
}
