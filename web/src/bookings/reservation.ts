import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, etagOf, newIdempotencyKey, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { isProblem } from "~/shared/api/problem";

export type Reservation = Schemas["Reservation"];
export type ReservationState = Reservation["state"];

export const UPCOMING: ReservationState[] = ["pending", "approved"];
export const PAST: ReservationState[] = [
  "completed",
  "reviewed",
  "declined",
  "canceled",
  "expired",
  "no_show",
];

export function useReservation(reservationId: string) {
  return queries.useQuery("get", "/v1/reservations/{reservationId}", {
    params: { path: { reservationId } },
  });
}

type Call = (init: {
  params: {
    path: { reservationId: string };
    header: { "Idempotency-Key": string; "If-Match": string };
  };
}) => Promise<{ data?: Reservation }>;

/** The body-less transitions; those with a body name their own call. */
const calls = {
  accept_offer: (init) => api.POST("/v1/reservations/{reservationId}/accept-offer", init),
  refuse_offer: (init) => api.POST("/v1/reservations/{reservationId}/refuse-offer", init),
} satisfies Record<string, Call>;

/**
 * Sends one transition with the version the person saw. A version that moved on is answered by fetching
 * the reservation anew: the person must see what they are deciding about.
 */
export function useTransition(reservation: Reservation) {
  const cache = useQueryClient();
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({
    busy: false,
    error: null,
  });
  // One key per version of the reservation: a second press has no second effect.
  const [keys] = useState(() => new Map<string, string>());

  const send = async (name: string, call: Call): Promise<Reservation | null> => {
    const intent = `${name}/${reservation.version}`;
    const key = keys.get(intent) ?? newIdempotencyKey();
    keys.set(intent, key);
    setState({ busy: true, error: null });
    try {
      const { data } = await call({
        params: {
          path: { reservationId: reservation.id },
          header: { "Idempotency-Key": key, "If-Match": etagOf(reservation.version) },
        },
      });
      setState({ busy: false, error: null });
      await refresh();
      return data ?? null;
    } catch (error) {
      // A refused request may be right the next time, with another body: it needs a key of its own.
      if (isProblem(error) && error.status > 0) keys.delete(intent);
      setState({ busy: false, error });
      if (isProblem(error, "stale_version", "wrong_state") || isProblem(error)) await refresh();
      return null;
    }
  };
  const refresh = () =>
    cache.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[1]).startsWith("/v1/reservations"),
    });
  return { ...state, send, refresh };
}

export const bodylessCall = (name: keyof typeof calls): Call => calls[name];
