import { CircleAlert, CloudOff, RotateCw, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem, isMaintenance } from "~/shared/api/problem";
import type { I18n } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "./button";
import { useOnline } from "./online";

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  detail?: string | undefined;
  action?: ReactNode;
  /** Where it stands for a whole page, its title is the page's heading. */
  heading?: boolean;
}

export function EmptyState({ icon, title, detail, action, heading }: EmptyProps) {
  const Title = heading ? "h1" : "p";
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
      <Title className="text-lg font-semibold">{title}</Title>
      {detail && <p className="max-w-xs text-sm text-ink-soft">{detail}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

interface Failure {
  icon: ReactNode;
  title: string;
  detail?: string;
  /** The operator finds the same failure in the log by it. */
  requestId?: string | undefined;
}

/** A refusal is told in its own words; a failure by what the person can do about it. */
function failureOf(error: unknown, online: boolean, { t, knownCode }: I18n): Failure {
  const problem = error instanceof ApiProblem ? error : null;
  const refusal = problem && problem.status < 500 ? knownCode("refusal", problem.code) : null;
  if (refusal) return { icon: <CircleAlert size={28} />, title: refusal };
  const told = (kind: "offline" | "busy" | "server" | "unreachable") => ({
    icon: kind === "offline" ? <WifiOff size={28} /> : <CloudOff size={28} />,
    title: t(`state.${kind}.title`),
    detail: t(`state.${kind}.detail`),
  });
  if (!online) return told("offline");
  if (!problem || problem.status === 0) return told("unreachable");
  if (problem.status === 429 || problem.code === "overloaded") return told("busy");
  return { ...told("server"), requestId: problem.requestId };
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { requestId, ...failure } = failureOf(error, useOnline(), i18n);
  return (
    <div role="alert">
      <EmptyState
        {...failure}
        action={
          onRetry && (
            <Button onClick={onRetry}>
              <RotateCw size={16} aria-hidden /> {t("common.retry")}
            </Button>
          )
        }
      />
      {requestId && (
        <p className="-mt-8 pb-8 text-center text-xs text-ink-faint">
          {t("state.request_id", { id: requestId })}
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

/** What is about the whole page and not about one list of it. */
const concernsPage = (error: unknown) =>
  isMaintenance(error) || (error instanceof ApiProblem && [401, 403, 404].includes(error.status));

/** One place decides between skeleton, error, stale and content; 404, 403 and the like are the page's. */
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
  if (concernsPage(query.error)) throw query.error;
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
