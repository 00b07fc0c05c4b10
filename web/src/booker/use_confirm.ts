import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, newIdempotencyKey } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { isProblem } from "~/shared/api/problem";
import type { Draft, DraftErrors } from "./contact";
import { toContact } from "./contact";
import { useHoldActions } from "./holds";
import type { Hold } from "./holds";
import type { RaceLost } from "./race_lost_sheet";
import type { Slot } from "./slot_board";

const keyName = (holdId: string) => `meme.key.${holdId}`;

/** One key per hold, kept over reloads: a second press of the button cannot book twice. */
function keyFor(holdId: string): string {
  try {
    const stored = sessionStorage.getItem(keyName(holdId)) ?? newIdempotencyKey();
    sessionStorage.setItem(keyName(holdId), stored);
    return stored;
  } catch {
    return newIdempotencyKey();
  }
}

interface State {
  busy: boolean;
  error: unknown;
  lost: RaceLost | null;
  /** The hold had run out and the same time was taken anew. */
  renewed: boolean;
}

const idle: State = { busy: false, error: null, lost: null, renewed: false };

/** Turns a hold into a reservation; a hold that was lost is taken again, or its neighbours are offered. */
export function useConfirm(hold: Hold, onInvalid: (errors: DraftErrors) => void) {
  const cache = useQueryClient();
  const [, navigate] = useLocation();
  const { take, forget } = useHoldActions();
  const [state, setState] = useState(idle);

  const retake = async (slot: Slot, renewed: boolean) => {
    setState({ ...idle, busy: true });
    forget(hold.id);
    try {
      const { portfolioId, place } = hold;
      const next = await take({ portfolioId, place, start: slot.start }, null);
      setState({ ...idle, renewed });
      navigate(`/holds/${next.id}${location.search}`, { replace: true });
    } catch (error) {
      if (!isProblem(error, "slot_taken", "not_offered")) return setState({ ...idle, error });
      setState({ ...idle, lost: { start: slot.start, alternatives: error.alternatives } });
    }
  };

  const confirm = async (draft: Draft) => {
    setState({ ...idle, busy: true });
    try {
      const { data } = await api.POST("/v1/reservations", {
        params: { header: { "Idempotency-Key": keyFor(hold.id) } },
        body: { holdId: hold.id, fence: hold.fence, contact: toContact(draft, hold.place) },
      });
      if (!data) throw new Error("empty answer");
      forget(hold.id);
      void cache.invalidateQueries({ queryKey: ["get", "/v1/reservations"] });
      void cache.invalidateQueries({ queryKey: ["get", "/v1/waitlist"] });
      navigate(`/bookings/${data.id}/done`, { replace: true });
    } catch (error) {
      if (isProblem(error, "hold_expired", "stale_fence", "slot_taken", "not_found")) {
        return retake(hold, true);
      }
      const errors = isProblem(error) && error.status === 422 ? fieldErrors(error.fieldErrors) : {};
      if (Object.keys(errors).length > 0) onInvalid(errors);
      setState({ ...idle, error });
    }
  };
  return { ...state, confirm, retake, dismiss: () => setState(idle) };
}

/** "/contact/phone" names our field "phone". */
function fieldErrors(problems: NonNullable<Schemas["Problem"]["errors"]>): DraftErrors {
  const errors: DraftErrors = {};
  for (const { pointer } of problems) {
    const field = pointer.split("/").at(-1) as keyof Draft;
    if (pointer.startsWith("/contact/")) errors[field] = "contact.error.refused";
  }
  return errors;
}
