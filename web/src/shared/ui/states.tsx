import { CloudOff, RotateCw, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "./button";
import { useOnline } from "./online";

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  detail?: string | undefined;
  action?: ReactNode;
}

export function EmptyState({ icon, title, detail, action }: EmptyProps) {
  return (
    <div className="appear-in flex flex-col items-center gap-1 px-6 py-12 text-center">
      {icon && (
        <div
          className="mb-3 grid size-16 place-items-center rounded-full bg-tint text-accent"
          aria-hidden
        >
          {icon}
        </div>
      )}
      <p className="text-lg font-semibold">{title}</p>
      {detail && <p className="max-w-xs text-sm text-ink-soft">{detail}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** Names what went wrong; the request id lets the operator find the same failure in the log. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useI18n();
  const online = useOnline();
  const problem = error instanceof ApiProblem ? error : null;
  const kind = !online ? "offline" : problem && problem.status > 0 ? "server" : "unreachable";
  const icon = online ? <CloudOff size={28} /> : <WifiOff size={28} />;
  return (
    <div role="alert">
      <EmptyState
        icon={icon}
        title={t(`state.${kind}.title`)}
        detail={t(`state.${kind}.detail`)}
        action={
          onRetry && (
            <Button onClick={onRetry}>
              <RotateCw size={16} aria-hidden /> {t("common.retry")}
            </Button>
          )
        }
      />
      {problem?.requestId && (
        <p className="-mt-8 pb-8 text-center text-xs text-ink-faint">
          {t("state.request_id", { id: problem.requestId })}
        </p>
      )}
    </div>
  );
}

/** Shown above old data whose refresh failed. */
export function StaleNotice({ onRetry }: { onRetry: () => void }) {
  const { t } = useI18n();
  const online = useOnline();
  return (
    <div
      role="status"
      className="flex items-center justify-between gap-3 rounded-lg bg-wait-soft py-1 pr-1 pl-4 text-sm text-wait"
    >
      <span>{t(online ? "state.stale" : "state.stale_offline")}</span>
      {online && (
        <Button variant="quiet" onClick={onRetry}>
          {t("common.retry")}
        </Button>
      )}
    </div>
  );
}

/** What the view needs of a query; plain and infinite ones both have it. */
interface QueryState<T> {
  data: T | undefined;
  error: unknown;
  isError: boolean;
  isStale: boolean;
  fetchStatus: "fetching" | "paused" | "idle";
  refetch: () => Promise<unknown>;
}

interface QueryViewProps<T> {
  query: QueryState<T>;
  skeleton: ReactNode;
  children: (data: T) => ReactNode;
}

/** One place decides between skeleton, error, stale and content; 404 and 403 go to the page's boundary. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const retry = () => void query.refetch();
  if (query.data !== undefined) {
    const stale = query.isError || (query.fetchStatus === "paused" && query.isStale);
    return (
      <>
        {stale && <StaleNotice onRetry={retry} />}
        {children(query.data)}
      </>
    );
  }
  if (query.error instanceof ApiProblem && [401, 403, 404].includes(query.error.status)) {
    throw query.error;
  }
  if (query.isError) return <ErrorState error={query.error} onRetry={retry} />;
  if (query.fetchStatus === "paused") return <ErrorState error={null} onRetry={retry} />;
  return <Loading>{skeleton}</Loading>;
}

export function Loading({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  return (
    <div aria-busy="true">
      <span className="sr-only" role="status">
        {t("common.loading")}
      </span>
      <div aria-hidden>{children}</div>
    </div>
  );
}

export function Skeleton({ className }: { className: string }) {
  return <div className={`skeleton ${className}`} />;
}
