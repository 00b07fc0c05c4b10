import { Compass, Lock, ServerCrash } from "lucide-react";
import { Component } from "react";
import type { ReactNode } from "react";
import { Redirect, useLocation } from "wouter";
import { ApiProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { Button, ButtonLink } from "~/shared/ui/button";
import { usePageTitle } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/states";

interface Props {
  children: ReactNode;
}

/** Give it the path as key: the next page then starts without the failure of this one. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <FailurePage error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}

function FailurePage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const [path] = useLocation();
  const problem = error instanceof ApiProblem ? error : null;
  if (problem?.status === 404) return <NotFoundPage />;
  if (problem?.status === 403) return <ForbiddenPage />;
  if (problem?.status === 401) {
    return <Redirect to={`/sign-in?next=${encodeURIComponent(path + location.search)}`} replace />;
  }
  return <CrashPage requestId={problem?.requestId} onRetry={onRetry} />;
}

export function NotFoundPage() {
  const { t } = useI18n();
  usePageTitle(t("state.not_found.title"));
  return (
    <div className="pt-16">
      <EmptyState
        icon={<Compass size={28} />}
        title={t("state.not_found.title")}
        detail={t("state.not_found.detail")}
        action={
          <ButtonLink href="/" variant="brand">
            {t("state.go_home")}
          </ButtonLink>
        }
      />
    </div>
  );
}

export function ForbiddenPage() {
  const { t } = useI18n();
  usePageTitle(t("state.forbidden.title"));
  return (
    <div className="pt-16">
      <EmptyState
        icon={<Lock size={28} />}
        title={t("state.forbidden.title")}
        detail={t("state.forbidden.detail")}
        action={
          <ButtonLink href="/" variant="brand">
            {t("state.go_home")}
          </ButtonLink>
        }
      />
    </div>
  );
}

function CrashPage({ requestId, onRetry }: { requestId: string | undefined; onRetry: () => void }) {
  const { t } = useI18n();
  usePageTitle(t("state.server.title"));
  return (
    <div className="pt-16" role="alert">
      <EmptyState
        icon={<ServerCrash size={28} />}
        title={t("state.server.title")}
        detail={t("state.server.detail")}
        action={
          <div className="flex gap-2">
            <Button variant="brand" onClick={onRetry}>
              {t("common.retry")}
            </Button>
            <ButtonLink href="/">{t("state.go_home")}</ButtonLink>
          </div>
        }
      />
      {requestId && (
        <p className="text-center text-xs text-ink-faint">
          {t("state.request_id", { id: requestId })}
        </p>
      )}
    </div>
  );
}
