import { Inbox } from "lucide-react";
import { useState } from "react";
import { TransitionError } from "~/bookings/transition_error";
import { useTransition } from "~/bookings/reservation";
import type { Reservation } from "~/bookings/reservation";
import { api, queries } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatMoment, formatStart } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { formatMoney } from "~/shared/ui/money";
import { Page } from "~/shared/ui/page";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { CounterOfferSheet } from "./counter_offer_sheet";
import { DeclineSheet } from "./decline_sheet";

const LIMIT = 50;

/** Requests that wait for the artist's answer, the most urgent first. */
export default function RequestsPage() {
  const { t } = useI18n();
  const query = queries.useQuery("get", "/v1/reservations", {
    params: { query: { as: "artist", state: ["pending"], limit: LIMIT } },
  });
  return (
    <Page title={t("artist.nav.requests")}>
      <QueryView query={query} skeleton={<RequestSkeletons />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<Inbox size={28} />}
              title={t("requests.empty.title")}
              detail={t("requests.empty.detail")}
            />
          ) : (
            <ul className="grid grid-cols-1 gap-4 xl:grid-cols-2">
              {items.map((reservation) => (
                <li key={reservation.id}>
                  <RequestCard reservation={reservation} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Page>
  );
}

function RequestCard({ reservation }: { reservation: Reservation }) {
  const { t, language } = useI18n();
  const { deadline, offer, portfolio, price, start, timeZone } = reservation;
  return (
    <article className="flex flex-col gap-3 rounded-xl border border-line bg-card p-4">
      <header>
        <h2 className="text-lg font-bold">{formatStart(start, language)}</h2>
        <p className="text-sm">
          {portfolio.title} · <strong>{formatMoney(price, language)}</strong>
        </p>
        {deadline && (
          <p className="text-sm text-wait">
            {t("requests.deadline", { when: formatMoment(deadline, timeZone, language) })}
          </p>
        )}
      </header>
      <CustomerFacts reservation={reservation} />
      {offer && (
        <p className="rounded-lg bg-tint px-3 py-2 text-sm">
          {t("requests.offered", { when: formatStart(offer.start, language) })}
        </p>
      )}
      <Answers reservation={reservation} />
    </article>
  );
}

function CustomerFacts({ reservation }: { reservation: Reservation }) {
  const { plural } = useI18n();
  const { label } = useLabels();
  const { contact, place } = reservation;
  const facts = [
    label("places", place),
    place === "visit" && contact.address,
    contact.headcount && plural("contact.people", contact.headcount),
    contact.skinType && label("skinTypes", contact.skinType),
    contact.personalColor && label("personalColors", contact.personalColor),
  ].filter(Boolean);
  return (
    <div className="text-sm">
      <p>
        <strong>{contact.name}</strong>{" "}
        <a href={`tel:${contact.phone}`} className="text-accent underline">
          {contact.phone}
        </a>
      </p>
      <p className="text-ink-soft">{facts.join(" · ")}</p>
      {contact.note && <p className="mt-2 rounded-lg bg-sunken px-3 py-2">{contact.note}</p>}
    </div>
  );
}

function Answers({ reservation }: { reservation: Reservation }) {
  const { t } = useI18n();
  const [open, setOpen] = useState<"decline" | "offer" | null>(null);
  const { busy, error, send } = useTransition(reservation);
  const can = (action: string) => reservation.actions.includes(action);
  const approve = () =>
    send("approve", (init) => api.POST("/v1/reservations/{reservationId}/approve", init));
  const close = () => setOpen(null);
  return (
    <>
      <TransitionError error={error} />
      <div className="flex flex-wrap gap-2">
        {can("approve") && (
          <Button variant="brand" className="grow" busy={busy} onClick={() => void approve()}>
            {t("requests.approve")}
          </Button>
        )}
        {can("counter_offer") && (
          <Button className="grow" onClick={() => setOpen("offer")}>
            {t("requests.counter_offer")}
          </Button>
        )}
        {can("decline") && (
          <Button variant="danger" className="grow" onClick={() => setOpen("decline")}>
            {t("requests.decline")}
          </Button>
        )}
      </div>
      {open === "decline" && <DeclineSheet reservation={reservation} onClose={close} />}
      {open === "offer" && <CounterOfferSheet reservation={reservation} onClose={close} />}
    </>
  );
}

function RequestSkeletons() {
  return (
    <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
      {Array.from({ length: 3 }, (_, index) => (
        <Skeleton key={index} className="h-52 rounded-xl" />
      ))}
    </div>
  );
}
