import { BellRing } from "lucide-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMember, useSignInFirst } from "~/session/session";
import { api, newIdempotencyKey } from "~/shared/api/client";
import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { addDays, formatDay, formatTime } from "~/shared/time/zoned";
import { Button, ButtonLink } from "~/shared/ui/button";
import { SelectField } from "~/shared/ui/select_field";
import { Sheet } from "~/shared/ui/sheet";
import { EmptyState, ErrorState } from "~/shared/ui/states";
import type { Place } from "./calendar_queries";

interface WaitlistSheetProps {
  portfolioId: string;
  place: Place;
  date: string;
  today: string;
  onClose: () => void;
}

const DAYS_AHEAD = 60;
const LAST = "23:00";
const hours = Array.from({ length: 18 }, (_, hour) => `${String(hour + 6).padStart(2, "0")}:00`);

/** Asks for a day and a window; the first time that frees in it is offered to one person at a time. */
export function WaitlistSheet(props: WaitlistSheetProps) {
  const { t } = useI18n();
  const [joined, setJoined] = useState(false);
  return (
    <Sheet open title={t("waitlist.title")} onClose={props.onClose}>
      {joined ? (
        <EmptyState
          icon={<BellRing size={28} />}
          title={t("waitlist.joined.title")}
          detail={t("waitlist.joined.detail")}
          action={
            <ButtonLink href="/bookings?tab=waitlist" variant="brand">
              {t("waitlist.joined.see")}
            </ButtonLink>
          }
        />
      ) : (
        <WaitlistForm {...props} onJoined={() => setJoined(true)} />
      )}
    </Sheet>
  );
}

interface Wish {
  date: string;
  from: string;
  to: string;
}

function WaitlistForm({
  portfolioId,
  place,
  today,
  ...props
}: WaitlistSheetProps & { onJoined: () => void }) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const member = useMember();
  const signInFirst = useSignInFirst();
  const [wish, setWish] = useState<Wish>({ date: props.date, from: "09:00", to: "18:00" });
  const [state, setState] = useState<{ busy: boolean; failure: unknown }>({
    busy: false,
    failure: null,
  });
  const set = (next: Partial<Wish>) => setWish((before) => ({ ...before, ...next }));
  const join = async () => {
    if (member === null) return signInFirst();
    setState({ busy: true, failure: null });
    try {
      await api.POST("/v1/waitlist", {
        params: { header: { "Idempotency-Key": newIdempotencyKey() } },
        body: { portfolioId, place, ...wish },
      });
      void cache.invalidateQueries({ queryKey: ["get", "/v1/waitlist"] });
      props.onJoined();
    } catch (failure) {
      if (isProblem(failure) && failure.status === 401) return signInFirst();
      setState({ busy: false, failure });
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-ink-soft">{t("waitlist.detail")}</p>
      <WishFields wish={wish} today={today} set={set} />
      {state.failure !== null && <ErrorState error={state.failure} />}
      <Button variant="brand" size="large" block busy={state.busy} onClick={() => void join()}>
        {t("waitlist.join")}
      </Button>
    </div>
  );
}

interface WishFieldsProps {
  wish: Wish;
  today: string;
  set: (next: Partial<Wish>) => void;
}

function WishFields({ wish, today, set }: WishFieldsProps) {
  const { t, language } = useI18n();
  const dates = Array.from({ length: DAYS_AHEAD }, (_, index) => addDays(today, index));
  return (
    <>
      <SelectField
        label={t("filter.date")}
        value={wish.date}
        options={dates.map((date) => [date, formatDay(date, language)])}
        onChange={(date) => set({ date })}
      />
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t("filter.from")}
          value={wish.from}
          options={hours.slice(0, -1).map((time) => [time, formatTime(time, language)])}
          onChange={(from) => set({ from, ...(wish.to <= from && { to: LAST }) })}
        />
        <SelectField
          label={t("filter.to")}
          value={wish.to}
          options={hours
            .filter((time) => time > wish.from)
            .map((time) => [time, formatTime(time, language)])}
          onChange={(to) => set({ to })}
        />
      </div>
    </>
  );
}
