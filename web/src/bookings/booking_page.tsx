import { CalendarClock, MapPin } from "lucide-react";
import { useParams } from "wouter";
import { AddToCalendar } from "~/booker/done_page";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatMoment, formatTime, wallClock } from "~/shared/time/zoned";
import { ButtonLink } from "~/shared/ui/button";
import { CancellationRules } from "~/shared/ui/cancellation_rules";
import { FactList } from "~/shared/ui/fact_list";
import { formatMoney } from "~/shared/ui/money";
import { Page } from "~/shared/ui/page";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { VenueNote } from "~/shared/ui/venue_time";
import { HistoryList } from "./history_list";
import { OfferPanel } from "./offer_panel";
import { useReservation } from "./reservation";
import type { Reservation } from "./reservation";
import { StateBadge } from "./state_badge";
import { Picture } from "~/shared/ui/picture";
import { Link } from "wouter";

export default function BookingPage() {
  const { t } = useI18n();
  const { reservationId = "" } = useParams();
  const query = useReservation(reservationId);
  return (
    <Page title={t("booking.title")} back="/bookings">
      <QueryView query={query} skeleton={<BookingSkeleton />}>
        {(reservation) => <Booking reservation={reservation} />}
      </QueryView>
    </Page>
  );
}

function Booking({ reservation }: { reservation: Reservation }) {
  const { t } = useI18n();
  const { actions, canceled, cancellation, history, id } = reservation;
  const live = reservation.state === "pending" || reservation.state === "approved";
  return (
    <div className="flex flex-col gap-7">
      <StateHead reservation={reservation} />
      {reservation.offer && actions.includes("accept_offer") && (
        <OfferPanel reservation={reservation} offer={reservation.offer} />
      )}
      {live && (
        <div className="flex flex-col gap-2">
          <div className="flex gap-2">
            {actions.includes("reschedule") && (
              <ButtonLink href={`/bookings/${id}/reschedule`} size="large" className="grow basis-0">
                {t("booking.reschedule")}
              </ButtonLink>
            )}
            {actions.includes("cancel") && (
              <ButtonLink
                href={`/bookings/${id}/cancel`}
                size="large"
                variant="danger"
                className="grow basis-0"
              >
                {t("booking.cancel")}
              </ButtonLink>
            )}
          </div>
          <AddToCalendar reservationId={id} />
        </div>
      )}
      {canceled && <CanceledFacts canceled={canceled} />}
      <ContactFacts reservation={reservation} />
      {live && <CancellationRules rules={cancellation} />}
      {history && <HistoryList history={history} timeZone={reservation.timeZone} />}
    </div>
  );
}

/** State, time and offer at a glance; a pending request says until when the artist answers. */
function StateHead({ reservation }: { reservation: Reservation }) {
  const { t, language } = useI18n();
  const { label } = useLabels();
  const { state, start, end, place, portfolio, artist, price, deadline, timeZone } = reservation;
  const from = wallClock(start);
  return (
    <section className="rounded-2xl bg-tint p-4">
      <div className="flex items-start gap-4">
        <Picture src={portfolio.pictureUrl} className="h-24 w-20 shrink-0 rounded-lg" eager />
        <div className="min-w-0 grow">
          <StateBadge state={state} />
          <h2 className="font-bold">
            <Link href={`/portfolios/${portfolio.id}`} className="flex min-h-11 items-center">
              {portfolio.title}
            </Link>
          </h2>
          <p className="text-sm text-ink-soft">
            <Link href={`/artists/${artist.id}`} className="inline-flex min-h-8 items-center">
              {artist.name}
            </Link>
          </p>
          <p className="mt-1 font-extrabold">{formatMoney(price, language)}</p>
        </div>
      </div>
      <div className="mt-4 flex flex-col gap-2 border-t border-line pt-4">
        <p className="flex items-start gap-2 text-lg font-bold">
          <CalendarClock size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
          <span>
            {formatDay(from.date, language)}
            <span className="block">
              {formatTime(from.time, language)} – {formatTime(wallClock(end).time, language)}
            </span>
            <VenueNote start={start} />
          </span>
        </p>
        <p className="flex items-center gap-2 text-sm">
          <MapPin size={18} aria-hidden className="shrink-0 text-accent" />
          {label("places", place)}
          {place === "visit" && ` · ${reservation.contact.address}`}
        </p>
        {state === "pending" && deadline && (
          <p className="text-sm text-wait">
            {t("done.until", { when: formatMoment(deadline, timeZone, language) })}
          </p>
        )}
      </div>
    </section>
  );
}

function CanceledFacts({ canceled }: { canceled: NonNullable<Reservation["canceled"]> }) {
  const { t, language } = useI18n();
  return (
    <FactList
      title={t("booking.canceled")}
      facts={[
        [t("booking.canceled_by"), t(`actor.${canceled.by}`)],
        [t("cancel.reason"), canceled.reason],
        [t("cancel.refund"), formatMoney(canceled.refund, language)],
      ]}
    />
  );
}

function ContactFacts({ reservation }: { reservation: Reservation }) {
  const { t, plural } = useI18n();
  const { label } = useLabels();
  const { contact } = reservation;
  return (
    <FactList
      title={t("confirm.contact")}
      facts={[
        [t("contact.name"), contact.name],
        [t("contact.phone"), contact.phone],
        [t("contact.headcount"), contact.headcount && plural("contact.people", contact.headcount)],
        [t("contact.skin_type"), contact.skinType && label("skinTypes", contact.skinType)],
        [
          t("contact.personal_color"),
          contact.personalColor && label("personalColors", contact.personalColor),
        ],
        [t("contact.gender"), contact.gender && label("genders", contact.gender)],
        [t("contact.note"), contact.note],
      ]}
    />
  );
}

function BookingSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="h-60 rounded-2xl" />
      <Skeleton className="h-12" />
      <Skeleton className="h-40" />
    </div>
  );
}
