import { useState } from "react";
import { useTransition } from "~/bookings/reservation";
import type { Reservation } from "~/bookings/reservation";
import { TransitionError } from "~/bookings/transition_error";
import { api } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "~/shared/ui/button";
import { Sheet } from "~/shared/ui/sheet";
import { Field } from "~/shared/ui/text_field";

interface DeclineProps {
  reservation: Reservation;
  onClose: () => void;
}

/** The customer reads the reason, so it is asked for before the button. */
export function DeclineSheet({ reservation, onClose }: DeclineProps) {
  const { t } = useI18n();
  const [reason, setReason] = useState("");
  const { busy, error, send } = useTransition(reservation);
  const decline = async () => {
    const body = reason.trim() ? { reason: reason.trim() } : {};
    const done = await send("decline", (init) =>
      api.POST("/v1/reservations/{reservationId}/decline", { ...init, body }),
    );
    if (done) onClose();
  };
  return (
    <Sheet
      open
      title={t("requests.decline")}
      onClose={onClose}
      footer={
        <Button variant="danger" size="large" block busy={busy} onClick={() => void decline()}>
          {t("requests.decline_confirm")}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Field
          label={t("requests.reason")}
          name="reason"
          value={reason}
          onChange={setReason}
          hint={t("requests.reason_hint")}
          maxLength={500}
          lines={3}
        />
        <TransitionError error={error} />
      </div>
    </Sheet>
  );
}
