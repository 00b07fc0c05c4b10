import { useState } from "react";
import { useLocation, useParams } from "wouter";
import { api, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatStart } from "~/shared/time/zoned";
import { Button, ButtonLink } from "~/shared/ui/button";
import { CancellationRules } from "~/shared/ui/cancellation_rules";
import { formatMoney } from "~/shared/ui/money";
import { Page } from "~/shared/ui/page";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { Field } from "~/shared/ui/text_field";
import { useReservation, useTransition } from "./reservation";
import type { Reservation } from "./reservation";
import { TransitionError } from "./transition_error";

export default function CancelPage() {
  const { t } = useI18n();
  const { reservationId = "" } = useParams();
  const reservation = useReservation(reservationId);
  const quote = queries.useQuery(
    "get",
    "/v1/reservations/{reservationId}/cancellation",
    { params: { path: { reservationId } } },
    { staleTime: 0 },
  );
  return (
    <Page title={t("booking.cancel")} back={`/bookings/${reservationId}`}>
      <QueryView query={reservation} skeleton={<Skeleton className="h-24" />}>
        {(booked) => (
          <QueryView query={quote} skeleton={<Skeleton className="h-64" />}>
            {(terms) => <Cancel reservation={booked} quote={terms} />}
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}

interface CancelProps {
  reservation: Reservation;
  quote: Schemas["CancellationQuote"];
}

/** The rule and what comes back are read before the button that cancels. */
function Cancel({ reservation, quote }: CancelProps) {
  const { t, language } = useI18n();
  const [, navigate] = useLocation();
  const [reason, setReason] = useState("");
  const { busy, error, send } = useTransition(reservation);
  const back = `/bookings/${reservation.id}`;
  if (!quote.allowed) {
    return (
      <EmptyState
        title={t("cancel.not_allowed")}
        action={<ButtonLink href={back}>{t("cancel.keep")}</ButtonLink>}
      />
    );
  }
  const cancel = async () => {
    const body = reason.trim() ? { reason: reason.trim() } : {};
    const done = await send("cancel", (init) =>
      api.POST("/v1/reservations/{reservationId}/cancel", { ...init, body }),
    );
    if (done) navigate(back, { replace: true });
  };
  return (
    <div className="flex flex-col gap-6">
      <div>
        <p className="font-bold">{reservation.portfolio.title}</p>
        <p className="text-ink-soft">{formatStart(reservation.start, language)}</p>
      </div>
      <RefundNow reservation={reservation} quote={quote} />
      <CancellationRules rules={reservation.cancellation} current={quote.rule} />
      <Field
        label={t("cancel.reason")}
        name="reason"
        value={reason}
        onChange={setReason}
        hint={t("cancel.reason_hint")}
        maxLength={200}
        lines={2}
      />
      <TransitionError error={error} />
      <div className="flex flex-col gap-2">
        <Button variant="danger" size="large" block busy={busy} onClick={() => void cancel()}>
          {quote.refund.amount > 0
            ? t("cancel.confirm", { refund: formatMoney(quote.refund, language) })
            : t("cancel.confirm_none")}
        </Button>
        <ButtonLink href={back} variant="quiet" size="large" block>
          {t("cancel.keep")}
        </ButtonLink>
      </div>
    </div>
  );
}

function RefundNow({ reservation, quote }: CancelProps) {
  const { t, language } = useI18n();
  return (
    <section className="rounded-2xl bg-tint p-5 text-center">
      <h2 className="text-sm font-semibold text-ink-soft">{t("cancel.refund_now")}</h2>
      <p className="text-[1.75rem] font-extrabold">{formatMoney(quote.refund, language)}</p>
      <p className="text-sm text-ink-soft">
        {t("cancel.of_price", {
          price: formatMoney(reservation.price, language),
          percent: quote.rule?.refundPercent ?? 0,
        })}
      </p>
    </section>
  );
}
