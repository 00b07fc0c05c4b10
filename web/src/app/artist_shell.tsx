import { CalendarCheck2, CalendarSync, Clock3, Inbox, Store } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link, Redirect, useLocation } from "wouter";
import { useSession } from "~/session/session";
import type { Session } from "~/session/session";
import type { MessageKey } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "~/shared/ui/class_names";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { ErrorBoundary } from "./error_boundary";
import { ForbiddenPage } from "./failure_pages";
import { Wordmark } from "./shell";
import { AppNotices } from "./update";

const places: { href: string; label: MessageKey; icon: LucideIcon }[] = [
  { href: "/artist", label: "artist.nav.today", icon: CalendarCheck2 },
  { href: "/artist/requests", label: "artist.nav.requests", icon: Inbox },
  { href: "/artist/hours", label: "artist.nav.hours", icon: Clock3 },
  { href: "/artist/calendars", label: "artist.nav.calendars", icon: CalendarSync },
];

/** The artist's desk: a side bar on wide screens, tabs on phones. Only for members who are artists. */
export function ArtistShell({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  return (
    <div className="flex min-h-dvh flex-col lg:grid lg:grid-cols-[220px_1fr]">
      <aside className="sticky top-0 hidden h-dvh flex-col gap-1 border-r border-line bg-card p-4 lg:flex">
        <Link href="/artist" className="mb-4 flex h-11 items-center px-2">
          <Wordmark />
        </Link>
        <ArtistNav path={path} wide />
      </aside>
      <div className="flex grow flex-col">
        <AppNotices />
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl grow lg:px-6">
          <ErrorBoundary key={path}>
            <ArtistsOnly>{children}</ArtistsOnly>
          </ErrorBoundary>
        </main>
      </div>
      <div className="sticky bottom-0 z-30 border-t border-line bg-card pb-[env(safe-area-inset-bottom)] lg:hidden">
        <ArtistNav path={path} />
      </div>
    </div>
  );
}

function ArtistsOnly({ children }: { children: ReactNode }) {
  const session = useSession();
  return (
    <QueryView query={session} skeleton={<Skeleton className="m-4 h-40" />}>
      {(found) => admitted(found) ?? children}
    </QueryView>
  );
}

/** What a person who is no artist sees instead; null for an artist. */
function admitted({ signedIn, member }: Session): ReactNode {
  if (!signedIn) {
    const next = encodeURIComponent(location.pathname + location.search);
    return <Redirect to={`/sign-in?next=${next}`} replace />;
  }
  return member?.artistId ? null : <ForbiddenPage />;
}

function ArtistNav({ path, wide }: { path: string; wide?: boolean }) {
  const { t } = useI18n();
  const look = wide
    ? "flex h-11 items-center gap-3 rounded-lg px-3 text-sm font-semibold hover:bg-sunken"
    : "flex h-14 flex-col items-center justify-center gap-0.5 text-xs font-medium -outline-offset-4";
  const entries = [...places, { href: "/", label: "artist.nav.shopfront" as const, icon: Store }];
  return (
    <nav aria-label={t("artist.nav.label")}>
      <ul className={wide ? "flex flex-col gap-1" : "flex"}>
        {entries.map(({ href, label, icon: Icon }) => (
          <li key={href} className="grow basis-0">
            <Link
              href={href}
              aria-current={path === href ? "page" : undefined}
              className={cx(look, path === href ? "text-accent" : "text-ink-soft")}
            >
              <Icon size={wide ? 18 : 22} aria-hidden /> {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
