import { useQueryClient } from "@tanstack/react-query";
import { Compass, Lock, RefreshCw, ServerCrash, WifiOff, Wrench } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import type { ReactNode } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { Button, ButtonLink } from "~/shared/ui/button";
import { useOnline } from "~/shared/ui/online";
import { usePageTitle } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/states";

interface FailureProps {
  icon: ReactNode;
  title: string;
  detail: string;
  action?: ReactNode;
  role?: "alert" | "status";
}

/** What stands where a page cannot: the page's own heading, what happened, and the way on. */
function Failure({ role, title, ...rest }: FailureProps) {
  usePageTitle(title);
  return (
    <div className="pt-16" role={role}>
      <EmptyState heading title={title} {...rest} />
    </div>
  );
}

function GoHome() {
  const { t } = useI18n();
  return (
    <ButtonLink href="/" variant="brand">
      {t("state.go_home")}
    </ButtonLink>
  );
}

export function NotFoundPage() {
  const { t } = useI18n();
  return (
    <Failure
      icon={<Compass size={28} />}
      title={t("state.not_found.title")}
      detail={t("state.not_found.detail")}
      action={<GoHome />}
    />
  );
}

export function ForbiddenPage() {
  const { t } = useI18n();
  return (
    <Failure
      icon={<Lock size={28} />}
      title={t("state.forbidden.title")}
      detail={t("state.forbidden.detail")}
      action={<GoHome />}
    />
  );
}

interface CrashProps {
  requestId: string | undefined;
  onRetry: () => void;
}

export function CrashPage({ requestId, onRetry }: CrashProps) {
  const { t } = useI18n();
  return (
    <Failure
      role="alert"
      icon={<ServerCrash size={28} />}
      title={t("state.server.title")}
      detail={t("state.server.detail")}
      action={
        <>
          {requestId && (
            <p className="mb-4 text-xs text-ink-soft">{t("state.request_id", { id: requestId })}</p>
          )}
          <div className="flex justify-center gap-2">
            <Button variant="brand" onClick={onRetry}>
              {t("common.retry")}
            </Button>
            <ButtonLink href="/">{t("state.go_home")}</ButtonLink>
          </div>
        </>
      }
    />
  );
}

/** A page's code did not come: without a network it will, else this build is no longer served. */
export function MissingChunkPage() {
  const { t } = useI18n();
  const online = useOnline();
  useEffect(() => {
    const again = () => location.reload();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, []);
  if (!online) {
    return (
      <Failure
        role="alert"
        icon={<WifiOff size={28} />}
        title={t("state.offline.title")}
        detail={t("state.offline.detail")}
      />
    );
  }
  return (
    <Failure
      role="alert"
      icon={<RefreshCw size={28} />}
      title={t("state.update_banner")}
      detail={t("state.update_detail")}
      action={
        <Button variant="brand" onClick={() => location.reload()}>
          {t("state.update_action")}
        </Button>
      }
    />
  );
}

const LOOK_AGAIN_MS = 5000;

/** Waits for the service by itself, so that nobody has to press a button again and again. */
export function MaintenancePage({ onOver }: { onOver: () => void }) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const look = useEffectEvent(async () => {
    const answer = await fetch("/readyz", { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) return;
    await cache.resetQueries({ predicate: ({ state }) => state.status === "error" });
    onOver();
  });
  useEffect(() => {
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Failure
      role="status"
      icon={<Wrench size={28} />}
      title={t("state.maintenance.title")}
      detail={t("state.maintenance.detail")}
    />
  );
}
