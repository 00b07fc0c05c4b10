import { BellRing } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { formatCountdown, useSecondsLeft } from "~/booker/countdown";
import { api, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatStart, formatTime } from "~/shared/time/zoned";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Picture } from "~/shared/ui/picture";
import { EmptyState, ErrorState, QueryView } from "~/shared/ui/states";
import { BookingSkeletons } from "./booking_card";

type Entry = Schemas["WaitlistEntry"];

export function WaitlistPanel() {
  const { t } = useI18n();
  const query = queries.useQuery("get", "/v1/waitlist");
  return (
    <QueryView query={query} skeleton={<BookingSkeletons />}>
      {({ items }) => {
        const active = items.filter(({ state }) => state !== "left" && state !== "taken");
        if (active.length === 0) {
          return (
            <EmptyState
              icon={<BellRing size={28} />}
              title={t("waitlist.empty.title")}
              detail={t("waitlist.empty.detail")}
            />
          );
        }
        return (
          <ul className="grid grid-cols-1 gap-3 md:grid-cols-2">
            {active.map((entry) => (
              <li key={entry.id}>
                <EntryCard entry={entry} />
              </li>
            ))}
          </ul>
        );
      }}
    </QueryView>
  );
}

function EntryCard({ entry }: { entry: Entry }) {
  const { t, language } = useI18n();
  const { portfolio, date, from, to, state, position, offer } = entry;
  return (
    <article className="flex flex-col gap-3 rounded-xl border border-line bg-card p-3">
      <div className="flex gap-4">
        <Picture src={portfolio.pictureUrl} className="h-20 w-16 shrink-0 rounded-lg" />
        <div className="min-w-0 grow">
          <p className="text-xs font-semibold text-accent">
            {state === "waiting" && position > 0
              ? t("waitlist.position", { position })
              : t(`waitlist.state.${state}`)}
          </p>
          <h2 className="truncate font-bold">
            <Link href={`/portfolios/${portfolio.id}`}>{portfolio.title}</Link>
          </h2>
          <p className="text-sm text-ink-soft">
            {formatDay(date, language)} · {formatTime(from, language)}–{formatTime(to, language)}
          </p>
        </div>
      </div>
      {offer && <OfferPanel offer={offer} />}
      {state === "lapsed" ? (
        <ButtonLink href={`/portfolios/${portfolio.id}/book?date=${date}`} block>
          {t("waitlist.again")}
        </ButtonLink>
      ) : (
        <LeaveButton entry={entry} />
      )}
    </article>
  );
}

/** A time that frees is held for this person alone, for a while. */
function OfferPanel({ offer }: { offer: NonNullable<Entry["offer"]> }) {
  const { t, language } = useI18n();
  const seconds = useSecondsLeft(Date.parse(offer.expiresAt)) ?? 0;
  if (seconds === 0) return null;
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-tint p-3">
      <p className="font-bold">{formatStart(offer.start, language)}</p>
      <p className="text-sm text-ink-soft">
        {t("waitlist.offered", { time: formatCountdown(seconds) })}
      </p>
      <ButtonLink href={`/holds/${offer.holdId}`} variant="brand" block>
        {t("waitlist.take")}
      </ButtonLink>
    </div>
  );
}

function LeaveButton({ entry }: { entry: Entry }) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const [state, setState] = useState<{ busy: boolean; failure: unknown }>({
    busy: false,
    failure: null,
  });
  const leave = async () => {
    setState({ busy: true, failure: null });
    try {
      const path = { waitlistId: entry.id };
      await api.DELETE("/v1/waitlist/{waitlistId}", { params: { path } });
      await cache.invalidateQueries({ queryKey: ["get", "/v1/waitlist"] });
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  return (
    <>
      {state.failure !== null && <ErrorState error={state.failure} />}
      <Button block busy={state.busy} onClick={() => void leave()}>
        {t("waitlist.leave")}
      </Button>
    </>
  );
}
