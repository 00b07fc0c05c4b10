import { ArrowDown } from "lucide-react";
import { useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { ExplainSheet } from "~/booker/explain_sheet";
import { RaceLostSheet } from "~/booker/race_lost_sheet";
import type { RaceLost } from "~/booker/race_lost_sheet";
import type { Slot } from "~/booker/slot_board";
import { TimeChooser } from "~/booker/time_chooser";
import type { ChooserTarget } from "~/booker/time_chooser";
import { api } from "~/shared/api/client";
import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { isDateText, formatStart } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { useReservation, useTransition } from "./reservation";
import type { Reservation } from "./reservation";
import { TransitionError } from "./transition_error";

export default function ReschedulePage() {
  const { t } = useI18n();
  const { reservationId = "" } = useParams();
  const query = useReservation(reservationId);
  if (query.data?.actions.includes("reschedule")) return <Reschedule reservation={query.data} />;
  return (
    <Page title={t("booking.reschedule")} back={`/bookings/${reservationId}`}>
      <QueryView query={query} skeleton={<Skeleton className="h-96" />}>
        {() => <EmptyState title={t("reschedule.not_allowed")} />}
      </QueryView>
    </Page>
  );
}

/** The old time stays the customer's until the new one is: both change in one step, or neither does. */
function useReschedule(reservation: Reservation) {
  const [, navigate] = useLocation();
  const transition = useTransition(reservation);
  const [chosen, setChosen] = useState<Slot | null>(null);
  const [lost, setLost] = useState<RaceLost | null>(null);
  const move = async () => {
    if (!chosen) return;
    const done = await transition.send(`reschedule/${chosen.start}`, async (init) => {
      const body = { start: chosen.start };
      try {
        return await api.POST("/v1/reservations/{reservationId}/reschedule", { ...init, body });
      } catch (error) {
        if (isProblem(error, "slot_taken")) {
          setLost({ start: chosen.start, alternatives: error.alternatives });
          setChosen(null);
        }
        throw error;
      }
    });
    if (done) navigate(`/bookings/${reservation.id}`, { replace: true });
  };
  return { ...transition, chosen, setChosen, lost, setLost, move };
}

function Reschedule({ reservation }: { reservation: Reservation }) {
  const { t } = useI18n();
  const [params, setParams] = useSearchParams();
  const [asked, setAsked] = useState<string | null>(null);
  const { chosen, setChosen, lost, setLost, move, busy, error } = useReschedule(reservation);
  const { artist, portfolio, place, timeZone } = reservation;
  const date = params.get("date");
  const close = () => {
    setLost(null);
    setAsked(null);
  };
  const choose = (slot: Slot) => {
    close();
    setChosen(slot);
    setParams({ date: slot.start.slice(0, 10) }, { replace: true });
  };
  const target = { portfolioId: portfolio.id, artistId: artist.id, timeZone, place };
  return (
    <Page
      title={t("booking.reschedule")}
      back={`/bookings/${reservation.id}`}
      footer={
        <Button
          variant="brand"
          size="large"
          block
          busy={busy}
          disabled={!chosen}
          onClick={() => void move()}
        >
          {t("reschedule.confirm")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <FromTo from={reservation.start} to={chosen?.start ?? null} />
        {!lost && <TransitionError error={error} />}
        <TimeChooser
          target={target}
          date={isDateText(date) ? date : null}
          onDate={(next) => setParams({ date: next }, { replace: true })}
          chosen={chosen?.start ?? null}
          chosenWord={t("reschedule.chosen")}
          pending={null}
          held={null}
          onChoose={choose}
          onExplain={setAsked}
        />
      </div>
      <Sheets target={target} {...{ lost, asked, choose }} onClose={close} />
    </Page>
  );
}

interface SheetsProps {
  target: ChooserTarget;
  lost: RaceLost | null;
  asked: string | null;
  choose: (slot: Slot) => void;
  onClose: () => void;
}

function Sheets({ target, lost, asked, choose, onClose }: SheetsProps) {
  const { portfolioId, place } = target;
  if (lost) {
    return <RaceLostSheet lost={lost} formKept={false} onClose={onClose} onChoose={choose} />;
  }
  if (!asked) return null;
  return <ExplainSheet {...{ portfolioId, place, onClose }} start={asked} onChoose={choose} />;
}

function FromTo({ from, to }: { from: string; to: string | null }) {
  const { t, language } = useI18n();
  return (
    <dl className="rounded-xl bg-tint p-4 text-sm">
      <div className="flex gap-3">
        <dt className="w-16 text-ink-soft">{t("reschedule.from")}</dt>
        <dd className="font-semibold">{formatStart(from, language)}</dd>
      </div>
      <ArrowDown size={16} aria-hidden className="my-1 text-accent" />
      <div className="flex gap-3">
        <dt className="w-16 text-ink-soft">{t("reschedule.to")}</dt>
        <dd className="font-bold text-accent">
          {to ? formatStart(to, language) : t("reschedule.choose")}
        </dd>
      </div>
    </dl>
  );
}
