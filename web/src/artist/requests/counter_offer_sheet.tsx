import { useState } from "react";
import { useTransition } from "~/bookings/reservation";
import type { Reservation } from "~/bookings/reservation";
import { TransitionError } from "~/bookings/transition_error";
import { api, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatTime, wallClock } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { ChoiceChips } from "~/shared/ui/choice_chips";
import { SelectField } from "~/shared/ui/select_field";
import { Sheet } from "~/shared/ui/sheet";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { Field } from "~/shared/ui/text_field";

const DAYS = 14;

interface CounterOfferProps {
  reservation: Reservation;
  onClose: () => void;
}

/** Proposes one of the free times around the wished one; it is held for the customer until they answer. */
export function CounterOfferSheet({ reservation, onClose }: CounterOfferProps) {
  const { t } = useI18n();
  const [start, setStart] = useState("");
  const [message, setMessage] = useState("");
  const { busy, error, send } = useTransition(reservation);
  const free = queries.useQuery("get", "/v1/portfolios/{portfolioId}/availability", {
    params: {
      path: { portfolioId: reservation.portfolio.id },
      query: { days: DAYS, place: reservation.place, from: wallClock(reservation.start).date },
    },
  });
  const offer = async () => {
    const body = message.trim() ? { start, message: message.trim() } : { start };
    const done = await send("counter_offer", (init) =>
      api.POST("/v1/reservations/{reservationId}/counter-offer", { ...init, body }),
    );
    if (done) onClose();
  };
  return (
    <Sheet
      open
      title={t("requests.counter_offer")}
      onClose={onClose}
      footer={
        <Button
          variant="brand"
          size="large"
          block
          busy={busy}
          disabled={!start}
          onClick={() => void offer()}
        >
          {t("requests.offer_confirm")}
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <QueryView query={free} skeleton={<Skeleton className="h-40" />}>
          {({ days }) => <FreeTimes days={days} start={start} onChoose={setStart} />}
        </QueryView>
        <Field
          label={t("requests.message")}
          name="message"
          value={message}
          onChange={setMessage}
          maxLength={500}
          lines={2}
        />
        <TransitionError error={error} />
      </div>
    </Sheet>
  );
}

interface FreeTimesProps {
  days: Schemas["AvailabilityDay"][];
  start: string;
  onChoose: (start: string) => void;
}

function FreeTimes({ days, start, onChoose }: FreeTimesProps) {
  const { t, language } = useI18n();
  const open = days.filter((day) => day.slots.length > 0);
  const [date, setDate] = useState(open[0]?.date ?? "");
  if (open.length === 0) return <EmptyState title={t("requests.no_free_time")} />;
  const slots = open.find((day) => day.date === date)?.slots ?? [];
  const choose = (next: string) => {
    setDate(next);
    onChoose("");
  };
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label={t("requests.date")}
        value={date}
        options={open.map((day) => [day.date, formatDay(day.date, language)] as const)}
        onChange={choose}
      />
      <ChoiceChips
        label={t("requests.time")}
        value={start}
        options={slots.map(
          (slot) => [slot.start, formatTime(wallClock(slot.start).time, language)] as const,
        )}
        onChange={onChoose}
      />
    </div>
  );
}
