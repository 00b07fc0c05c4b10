import { BellRing, CircleHelp } from "lucide-react";
import { useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { isDateText, todayIn } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { Sheet } from "~/shared/ui/sheet";
import { ErrorState, QueryView, Skeleton } from "~/shared/ui/states";
import type { Place } from "./calendar_queries";
import { ExplainSheet } from "./explain_sheet";
import { HoldBar, useHoldCountdown } from "./hold_bar";
import { OfferSummary, PlaceChoice } from "./offer_summary";
import { RaceLostSheet } from "./race_lost_sheet";
import { TimeChooser } from "./time_chooser";
import { useBooking } from "./use_booking";
import { WaitlistSheet } from "./waitlist_sheet";
import { WhySheet } from "./why_sheet";

export default function BookerPage() {
  const { t } = useI18n();
  const { portfolioId = "" } = useParams();
  const query = queries.useQuery("get", "/v1/portfolios/{portfolioId}", {
    params: { path: { portfolioId } },
  });
  if (query.data) return <Booker portfolio={query.data} />;
  return (
    <Page title={t("booker.title")} back={`/portfolios/${portfolioId}`}>
      <QueryView query={query} skeleton={<Skeleton className="h-24" />}>
        {() => null}
      </QueryView>
    </Page>
  );
}

/** Day and place live in the address: a link restores them, and back undoes a change of day. */
function useChoice({ place: offered, timeZone }: Schemas["Portfolio"]) {
  const [params, setParams] = useSearchParams();
  const wanted = params.get("place");
  const place: Place =
    offered !== "both" ? offered : wanted === "visit" || wanted === "shop" ? wanted : "shop";
  const date = params.get("date");
  const valid = isDateText(date) && date >= todayIn(timeZone) ? date : null;
  const set = (name: "date" | "place", value: string) =>
    setParams(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true },
    );
  return { place, date: valid, set };
}

function Booker({ portfolio }: { portfolio: Schemas["Portfolio"] }) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const { place, date, set } = useChoice(portfolio);
  const booking = useBooking(portfolio.id, place);
  const { hold, pending } = booking;
  const held = hold?.place === place ? hold : null;
  const seconds = useHoldCountdown(hold, booking.expire);
  const [asking, setAsking] = useState<"why" | "wait" | null>(null);
  const { artistId, timeZone } = portfolio;
  return (
    <Page
      title={t("booker.title")}
      back={`/portfolios/${portfolio.id}`}
      footer={
        hold && seconds !== null ? (
          <HoldBar
            hold={hold}
            seconds={seconds}
            onNext={() => navigate(`/holds/${hold.id}`)}
            onRelease={() => void booking.letGo()}
          />
        ) : (
          <p className="py-2 text-center text-sm text-ink-soft">{t("booker.hint")}</p>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <OfferSummary portfolio={portfolio} />
        {portfolio.place === "both" && (
          <PlaceChoice place={place} onChange={(next) => set("place", next)} />
        )}
        <TimeChooser
          target={{ portfolioId: portfolio.id, artistId, timeZone, place }}
          date={date}
          onDate={(next) => set("date", next)}
          chosen={held?.start ?? null}
          chosenWord={t("booker.held_short")}
          held={held}
          pending={pending}
          onChoose={(slot) => void booking.choose(slot)}
          onExplain={(start) => booking.setTrouble({ kind: "explain", start })}
          onWait={() => setAsking("wait")}
        />
        <OtherWays onAsk={setAsking} />
      </div>
      <Sheets
        portfolio={portfolio}
        place={place}
        date={date ?? todayIn(timeZone)}
        booking={booking}
        asking={asking}
        setAsking={setAsking}
      />
    </Page>
  );
}

/** For those who find no time that suits. */
function OtherWays({ onAsk }: { onAsk: (asking: "why" | "wait") => void }) {
  const { t } = useI18n();
  return (
    <div className="flex flex-wrap justify-center gap-x-2">
      <Button variant="quiet" onClick={() => onAsk("why")}>
        <CircleHelp size={17} aria-hidden /> {t("explain.ask")}
      </Button>
      <Button variant="quiet" onClick={() => onAsk("wait")}>
        <BellRing size={17} aria-hidden /> {t("waitlist.join")}
      </Button>
    </div>
  );
}

interface SheetsProps {
  portfolio: Schemas["Portfolio"];
  place: Place;
  date: string;
  booking: ReturnType<typeof useBooking>;
  asking: "why" | "wait" | null;
  setAsking: (asking: "why" | "wait" | null) => void;
}

/** Everything that comes up over the times, one at a time. */
function Sheets({ portfolio, place, date, booking, asking, setAsking }: SheetsProps) {
  const { t } = useI18n();
  const { trouble, setTrouble, choose } = booking;
  const close = () => setTrouble(null);
  const shared = { portfolioId: portfolio.id, place };
  if (trouble?.kind === "lost") {
    return (
      <RaceLostSheet
        lost={trouble.lost}
        formKept={false}
        onClose={close}
        onChoose={(slot) => void choose(slot)}
      />
    );
  }
  if (trouble?.kind === "explain") {
    return (
      <ExplainSheet
        {...shared}
        start={trouble.start}
        onClose={close}
        onChoose={(slot) => void choose(slot)}
        onWait={() => {
          close();
          setAsking("wait");
        }}
      />
    );
  }
  if (trouble?.kind === "failed") {
    return (
      <Sheet open title={t("booker.failed")} onClose={close}>
        <ErrorState error={trouble.error} />
      </Sheet>
    );
  }
  if (asking === "wait") {
    const today = todayIn(portfolio.timeZone);
    return <WaitlistSheet {...shared} date={date} today={today} onClose={() => setAsking(null)} />;
  }
  if (asking === "why") {
    return (
      <WhySheet
        date={date}
        timeZone={portfolio.timeZone}
        onClose={() => setAsking(null)}
        onAsk={(start) => {
          setAsking(null);
          setTrouble({ kind: "explain", start });
        }}
      />
    );
  }
  return null;
}
