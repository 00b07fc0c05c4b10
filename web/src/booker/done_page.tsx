import { CalendarPlus, CircleCheckBig, Hourglass } from "lucide-react";
import { useParams } from "wouter";
import { queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatMoment, formatStart } from "~/shared/time/zoned";
import { ButtonLink } from "~/shared/ui/button";
import { FactList } from "~/shared/ui/fact_list";
import { formatMoney } from "~/shared/ui/money";
import { usePageTitle } from "~/shared/ui/page";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { VenueNote } from "~/shared/ui/venue_time";

export default function DonePage() {
  const { t } = useI18n();
  const { reservationId = "" } = useParams();
  usePageTitle(t("done.title"));
  const query = queries.useQuery("get", "/v1/reservations/{reservationId}", {
    params: { path: { reservationId } },
  });
  return (
    <div className="px-4 pt-10 pb-10">
      <QueryView query={query} skeleton={<Skeleton className="h-80" />}>
        {(reservation) => <Done reservation={reservation} />}
      </QueryView>
    </div>
  );
}

function Done({ reservation }: { reservation: Schemas["Reservation"] }) {
  const { t, language } = useI18n();
  const { label } = useLabels();
  const { id, state, start, price, artist, portfolio, place, deadline } = reservation;
  const pending = state === "pending";
  const Icon = pending ? Hourglass : CircleCheckBig;
  return (
    <div className="flex flex-col gap-6">
      <div className="rise-in flex flex-col items-center text-center">
        <span
          className="grid size-20 place-items-center rounded-full bg-brand text-on-brand"
          aria-hidden
        >
          <Icon size={38} strokeWidth={2.2} />
        </span>
        <h1 className="mt-5 text-xl font-extrabold">
          {t(pending ? "done.requested" : "done.booked")}
        </h1>
        <p className="mt-1 text-ink-soft">
          {pending && deadline
            ? t("done.until", { when: formatMoment(deadline, reservation.timeZone, language) })
            : t("done.see_you", { name: artist.name })}
        </p>
      </div>
      <FactList
        title={portfolio.title}
        facts={[
          [
            t("done.when"),
            <>
              {formatStart(start, language)}
              <VenueNote start={start} />
            </>,
          ],
          [t("done.artist"), artist.name],
          [t("filter.place"), label("places", place)],
          [t("filter.price"), formatMoney(price, language)],
        ]}
      />
      <div className="flex flex-col gap-2">
        <AddToCalendar reservationId={id} />
        <ButtonLink href={`/bookings/${id}`} variant="brand" size="large" block>
          {t("done.see_booking")}
        </ButtonLink>
        <ButtonLink href="/" variant="quiet" size="large" block>
          {t("state.go_home")}
        </ButtonLink>
      </div>
    </div>
  );
}

/** A plain link: the file comes from the server, with the reservation's stable UID. */
export function AddToCalendar({ reservationId }: { reservationId: string }) {
  const { t } = useI18n();
  return (
    <a
      href={`/v1/reservations/${reservationId}/invitation.ics`}
      download
      className="inline-flex h-[49px] w-full items-center justify-center gap-1.5 rounded-lg border border-line bg-card font-semibold hover:bg-sunken"
    >
      <CalendarPlus size={19} aria-hidden /> {t("done.add_to_calendar")}
    </a>
  );
}
