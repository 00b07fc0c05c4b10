import { useI18n } from "~/shared/i18n/i18n";
import { formatMoment, formatStart } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { TransitionError } from "./transition_error";
import { bodylessCall, useTransition } from "./reservation";
import type { Reservation } from "./reservation";

interface OfferPanelProps {
  reservation: Reservation;
  offer: NonNullable<Reservation["offer"]>;
}

/** The artist proposes another time; it is held for this customer until the offer ends. */
export function OfferPanel({ reservation, offer }: OfferPanelProps) {
  const { t, language } = useI18n();
  const { busy, error, send } = useTransition(reservation);
  const until = formatMoment(offer.expiresAt, reservation.timeZone, language);
  return (
    <section className="flex flex-col gap-3 rounded-2xl border-2 border-brand bg-card p-4">
      <div>
        <h2 className="font-bold">{t("offer.title")}</h2>
        <p className="mt-1 text-lg font-extrabold text-accent">
          {formatStart(offer.start, language)}
        </p>
        <p className="text-sm text-ink-soft">{t("offer.until", { when: until })}</p>
      </div>
      <TransitionError error={error} />
      <div className="flex gap-2">
        <Button
          size="large"
          busy={busy}
          onClick={() => void send("refuse", bodylessCall("refuse_offer"))}
        >
          {t("offer.refuse")}
        </Button>
        <Button
          variant="brand"
          size="large"
          className="grow"
          busy={busy}
          onClick={() => void send("accept", bodylessCall("accept_offer"))}
        >
          {t("offer.accept")}
        </Button>
      </div>
    </section>
  );
}
