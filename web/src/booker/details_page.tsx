import { useEffect, useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { useMember } from "~/session/session";
import { ApiProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, ErrorState, QueryView, Skeleton } from "~/shared/ui/states";
import { Hourglass } from "lucide-react";
import { ConfirmView } from "./confirm_view";
import { checkDraft, loadDraft, saveDraft } from "./contact";
import type { Draft, DraftErrors } from "./contact";
import { DetailsForm } from "./details_form";
import { Countdown, useHoldCountdown } from "./hold_bar";
import { useHold, withDeadline } from "./holds";
import type { Hold } from "./holds";
import { HoldSummary } from "./hold_summary";
import { RaceLostSheet } from "./race_lost_sheet";
import { useConfirm } from "./use_confirm";

export default function DetailsPage() {
  const { t } = useI18n();
  const { holdId = "" } = useParams();
  const query = useHold(holdId);
  const [kept, setKept] = useState<Hold | null>(null);
  // A hold that ran out is still what this page is about: the form goes on, and may take it again.
  const fresh = query.data && query.data.id !== kept?.id ? query.data : null;
  if (fresh) setKept(withDeadline(fresh, query.dataUpdatedAt));
  if (kept?.id === holdId) return <Details key={holdId} hold={kept} />;
  const gone = query.error instanceof ApiProblem && [404, 410].includes(query.error.status);
  return (
    <Page title={t("details.title")} back="/">
      {gone ? (
        <EmptyState
          icon={<Hourglass size={28} />}
          title={t("details.gone.title")}
          detail={t("details.gone.detail")}
          action={
            <ButtonLink href="/search" variant="brand">
              {t("details.gone.action")}
            </ButtonLink>
          }
        />
      ) : (
        <QueryView query={query} skeleton={<Skeleton className="h-80" />}>
          {() => null}
        </QueryView>
      )}
    </Page>
  );
}

/** The typed text, stored as it grows; a signed-in person's name is filled in at first. */
function useDraft() {
  const member = useMember();
  const [draft, setDraft] = useState<Draft>(loadDraft);
  const name = member?.name;
  const [offered, setOffered] = useState(draft.name !== "");
  if (!offered && name) {
    setOffered(true);
    setDraft({ ...draft, name });
  }
  useEffect(() => saveDraft(draft), [draft]);
  const set = (next: Partial<Draft>) => setDraft((before) => ({ ...before, ...next }));
  return { draft, set };
}

const FORM = "details-form";

function focusFirst(errors: DraftErrors): void {
  const first = Object.keys(errors)[0];
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`#${FORM} [name="${first}"]`)?.focus();
  });
}

/** Form and check are two steps of one page; the step is in the address, so back goes to the form. */
function useDetails(hold: Hold) {
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const { draft, set } = useDraft();
  const [errors, setErrors] = useState<DraftErrors>({});
  const invalid = (found: DraftErrors) => {
    setErrors(found);
    navigate(`/holds/${hold.id}`, { replace: true });
    focusFirst(found);
  };
  const next = () => {
    const found = checkDraft(draft, hold.place);
    setErrors(found);
    if (Object.keys(found).length > 0) return focusFirst(found);
    navigate(`/holds/${hold.id}?step=confirm`);
  };
  const complete = Object.keys(checkDraft(draft, hold.place)).length === 0;
  return {
    draft,
    set,
    errors,
    next,
    invalid,
    confirming: params.get("step") === "confirm" && complete,
  };
}

function Details({ hold }: { hold: Hold }) {
  const { t } = useI18n();
  const { draft, set, errors, next, invalid, confirming } = useDetails(hold);
  const seconds = useHoldCountdown(hold) ?? 0;
  const booking = useConfirm(hold, invalid);
  return (
    <Page
      title={t(confirming ? "confirm.title" : "details.title")}
      back={confirming ? `/holds/${hold.id}` : `/portfolios/${hold.portfolioId}/book`}
      actions={<span className="pr-3">{seconds > 0 && <Countdown seconds={seconds} />}</span>}
      footer={
        confirming ? (
          <ConfirmFooter
            hold={hold}
            busy={booking.busy}
            onConfirm={() => void booking.confirm(draft)}
          />
        ) : (
          <Button type="submit" form={FORM} variant="brand" size="large" block>
            {t("details.next")}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-5">
        <HoldNotice over={seconds === 0} renewed={booking.renewed} />
        <HoldSummary hold={hold} />
        {booking.error !== null && <ErrorState error={booking.error} />}
        {confirming ? (
          <ConfirmView hold={hold} draft={draft} />
        ) : (
          <DetailsForm id={FORM} place={hold.place} {...{ draft, errors, set }} onSubmit={next} />
        )}
      </div>
      {booking.lost && (
        <RaceLostSheet
          lost={booking.lost}
          formKept
          onClose={booking.dismiss}
          onChoose={(slot) => void booking.retake(slot, false)}
        />
      )}
    </Page>
  );
}

/** A hold that ran out is no reason to stop typing: it is taken again when the form is sent. */
function HoldNotice({ over, renewed }: { over: boolean; renewed: boolean }) {
  const { t } = useI18n();
  if (!over && !renewed) return null;
  return (
    <p role="status" className="rounded-lg bg-wait-soft px-4 py-3 text-sm text-wait">
      {t(renewed ? "details.renewed" : "details.over")}
    </p>
  );
}

interface ConfirmFooterProps {
  hold: Hold;
  busy: boolean;
  onConfirm: () => void;
}

function ConfirmFooter({ hold, busy, onConfirm }: ConfirmFooterProps) {
  const { t } = useI18n();
  const instant = hold.mode === "instant";
  return (
    <>
      <p className="mb-2 text-center text-xs text-ink-soft">
        {t(instant ? "confirm.note_instant" : "confirm.note_approve")}
      </p>
      <Button variant="brand" size="large" block busy={busy} onClick={onConfirm}>
        {t(instant ? "confirm.book" : "confirm.request")}
      </Button>
    </>
  );
}
