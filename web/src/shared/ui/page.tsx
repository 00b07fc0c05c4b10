import { ChevronLeft } from "lucide-react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "./class_names";

/** Sets the tab's title for as long as the page is shown. */
export function usePageTitle(title: string): void {
  const { t } = useI18n();
  const name = t("app.name");
  useEffect(() => {
    document.title = title ? `${title} · ${name}` : name;
  }, [title, name]);
}

interface PageProps {
  title: string;
  /** Where the arrow goes when there is no page to go back to (a deep link). */
  back?: string;
  actions?: ReactNode;
  children: ReactNode;
  /** Leaves room for a fixed call to action. */
  footer?: ReactNode;
}

/** App bar of 48 px under what the shell keeps at the top, the content, and a call to action that stays in reach of the thumb. */
export function Page({ title, back, actions, children, footer }: PageProps) {
  usePageTitle(title);
  return (
    <>
      <header className="sticky top-(--shell-top,0px) z-20 flex h-12 items-center gap-1 bg-page/95 px-1 backdrop-blur">
        {back ? <BackButton fallback={back} /> : <span className="w-3" />}
        <h1 tabIndex={-1} className={cx("grow truncate font-bold", back ? "text-base" : "text-xl")}>
          {title}
        </h1>
        {actions}
      </header>
      <div className={cx("px-4 pt-2", footer ? "pb-32" : "pb-10")}>{children}</div>
      {footer && <FooterBar>{footer}</FooterBar>}
    </>
  );
}

export function FooterBar({ children }: { children: ReactNode }) {
  return (
    <div className="fixed inset-x-0 bottom-0 z-30">
      <div className="pad-bottom-safe mx-auto max-w-3xl bg-card px-4 pt-3 shadow-bar md:rounded-t-xl">
        {children}
      </div>
    </div>
  );
}

/** Goes back within the app; opened from a link outside, it goes to the page above instead. */
export function BackButton({ fallback, label }: { fallback: string; label?: string }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const goBack = () => {
    const depth = Number((history.state as { depth?: number } | null)?.depth ?? 0);
    if (depth > 0) history.back();
    else navigate(fallback, { replace: true });
  };
  return (
    <button
      type="button"
      onClick={goBack}
      aria-label={label ?? t("common.back")}
      className="grid size-11 place-items-center rounded-full hover:bg-sunken"
    >
      <ChevronLeft size={24} aria-hidden />
    </button>
  );
}
