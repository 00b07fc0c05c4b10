import { StateBadge } from "~/bookings/state_badge";
import { useTransition } from "~/bookings/reservation";
import type { Reservation } from "~/bookings/reservation";
import { TransitionError } from "~/bookings/transition_error";
import { api } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatTime, wallClock } from "~/shared/time/zoned";
import { Button, ButtonLink } from "~/shared/ui/button";
import { cx } from "~/shared/ui/class_names";

type Item = Schemas["AgendaItem"];

const bars: Record<Item["kind"], string> = {
  reservation: "border-l-brand",
  hold: "border-l-wait",
  busy: "border-l-line-strong",
  time_off: "border-l-line-strong",
};

/** Something in the artist's day: a booking with what can be done about it, or why the time is taken. */
export function AgendaEntry({ item }: { item: Item }) {
  const { t, language } = useI18n();
  const time = (instant: string) => formatTime(wallClock(instant).time, language);
  const margins = item.blockedStart !== item.start || item.blockedEnd !== item.end;
  return (
    <article
      className={cx("rounded-xl border border-l-4 border-line bg-card p-4", bars[item.kind])}
    >
      <p className="font-bold">
        {time(item.start)} – {time(item.end)}
      </p>
      {margins && (
        <p className="text-xs text-ink-soft">
          {t("today.blocked", { from: time(item.blockedStart), to: time(item.blockedEnd) })}
        </p>
      )}
      {item.reservation ? (
        <Booked reservation={item.reservation} />
      ) : (
        <p className="mt-1 text-sm text-ink-soft">{t(`today.kind.${item.kind}`)}</p>
      )}
    </article>
  );
}

function Booked({ reservation }: { reservation: Reservation }) {
  const { label } = useLabels();
  const { contact, place, portfolio, state } = reservation;
  return (
    <div className="mt-1 flex flex-col gap-1 text-sm">
      <p className="flex items-center gap-2">
        <StateBadge state={state} />
        <span className="truncate font-semibold">{portfolio.title}</span>
      </p>
      <p className="text-ink-soft">
        {contact.name} ·{" "}
        <a href={`tel:${contact.phone}`} className="text-accent underline">
          {contact.phone}
        </a>{" "}
        · {label("places", place)}
        {place === "visit" && ` · ${contact.address}`}
      </p>
      {contact.note && <p className="rounded-lg bg-sunken px-3 py-2">{contact.note}</p>}
      <AfterService reservation={reservation} />
    </div>
  );
}

/** Once it is over the artist says whether it took place. */
function AfterService({ reservation }: { reservation: Reservation }) {
  const { t } = useI18n();
  const { busy, error, send } = useTransition(reservation);
  const { actions, state } = reservation;
  if (state === "pending") {
    return (
      <ButtonLink href="/artist/requests" className="self-start">
        {t("today.answer")}
      </ButtonLink>
    );
  }
  const complete = () =>
    send("complete", (init) => api.POST("/v1/reservations/{reservationId}/complete", init));
  const missed = () =>
    send("no_show", (init) => api.POST("/v1/reservations/{reservationId}/no-show", init));
  return (
    <>
      <TransitionError error={error} />
      <div className="flex gap-2">
        {actions.includes("complete") && (
          <Button variant="solid" busy={busy} onClick={() => void complete()}>
            {t("today.complete")}
          </Button>
        )}
        {actions.includes("no_show") && (
          <Button busy={busy} onClick={() => void missed()}>
            {t("today.no_show")}
          </Button>
        )}
      </div>
    </>
  );
}
