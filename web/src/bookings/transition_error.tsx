import { ApiProblem, isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";

/** Why a change was refused, in one line where the button is; the page itself shows the new state. */
export function TransitionError({ error }: { error: unknown }) {
  const { t } = useI18n();
  if (error === null) return null;
  const stale = isProblem(error) && (error.status === 412 || error.code === "wrong_state");
  const key = stale ? "transition.stale" : "transition.failed";
  const requestId = error instanceof ApiProblem ? error.requestId : undefined;
  return (
    <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
      {t(key)}
      {!stale && requestId && (
        <span className="block text-xs">{t("state.request_id", { id: requestId })}</span>
      )}
    </p>
  );
}
