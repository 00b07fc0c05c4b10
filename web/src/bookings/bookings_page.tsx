import { CalendarHeart } from "lucide-react";
import { Link, useSearchParams } from "wouter";
import { useSession } from "~/session/session";
import { queries } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { ButtonLink } from "~/shared/ui/button";
import { cx } from "~/shared/ui/class_names";
import { Page } from "~/shared/ui/page";
import { EmptyState, QueryView } from "~/shared/ui/states";
import { BookingCard, BookingSkeletons } from "./booking_card";
import { PAST, UPCOMING } from "./reservation";
import type { Reservation } from "./reservation";
import { WaitlistPanel } from "./waitlist_panel";

const TABS = ["upcoming", "past", "waitlist"] as const;
type Tab = (typeof TABS)[number];

export default function BookingsPage() {
  const { t } = useI18n();
  const [params] = useSearchParams();
  const session = useSession();
  const tab: Tab = TABS.find((known) => known === params.get("tab")) ?? "upcoming";
  return (
    <Page title={t("bookings.title")}>
      <QueryView query={session} skeleton={<BookingSkeletons />}>
        {({ member }) =>
          member ? (
            <>
              <TabLinks tab={tab} />
              {tab === "waitlist" ? <WaitlistPanel /> : <BookingList tab={tab} />}
            </>
          ) : (
            <Visitor />
          )
        }
      </QueryView>
    </Page>
  );
}

function Visitor() {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={<CalendarHeart size={28} />}
      title={t("bookings.visitor.title")}
      detail={t("bookings.visitor.detail")}
      action={
        <ButtonLink href="/sign-in?next=/bookings" variant="brand">
          {t("sign_in.action")}
        </ButtonLink>
      }
    />
  );
}

function TabLinks({ tab }: { tab: Tab }) {
  const { t } = useI18n();
  return (
    <nav aria-label={t("bookings.title")} className="mb-4 flex border-b border-line">
      {TABS.map((name) => (
        <Link
          key={name}
          href={name === "upcoming" ? "/bookings" : `/bookings?tab=${name}`}
          replace
          aria-current={tab === name ? "page" : undefined}
          className={cx(
            "-mb-px flex h-12 grow basis-0 items-center justify-center border-b-2 text-sm font-semibold -outline-offset-2",
            tab === name ? "border-accent text-accent" : "border-transparent text-ink-soft",
          )}
        >
          {t(`bookings.tab.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

const LIMIT = 50;

/** What comes next stands first; of what is over, the latest. */
function BookingList({ tab }: { tab: "upcoming" | "past" }) {
  const state = tab === "upcoming" ? UPCOMING : PAST;
  const query = queries.useQuery("get", "/v1/reservations", {
    params: { query: { as: "customer", state, limit: LIMIT } },
  });
  return (
    <QueryView query={query} skeleton={<BookingSkeletons />}>
      {({ items }) => {
        if (items.length === 0) return <NoBookings tab={tab} />;
        const sorted = tab === "upcoming" ? items.toReversed() : items;
        return <Cards reservations={sorted} />;
      }}
    </QueryView>
  );
}

function Cards({ reservations }: { reservations: Reservation[] }) {
  return (
    <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
      {reservations.map((reservation) => (
        <li key={reservation.id}>
          <BookingCard reservation={reservation} />
        </li>
      ))}
    </ul>
  );
}

function NoBookings({ tab }: { tab: "upcoming" | "past" }) {
  const { t } = useI18n();
  return (
    <EmptyState
      icon={<CalendarHeart size={28} />}
      title={t(`bookings.empty.${tab}`)}
      action={
        <ButtonLink href="/search" variant="brand">
          {t("bookings.find")}
        </ButtonLink>
      }
    />
  );
}
