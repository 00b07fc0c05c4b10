import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useMember } from "~/session/session";
import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { formatStart } from "~/shared/time/zoned";
import { announceNow } from "~/shared/ui/announcer";
import type { Place } from "./calendar_queries";
import { useHoldActions, useHoldOn, wasTakenHere } from "./holds";
import { rememberIntent, takeIntent } from "./intent";
import type { RaceLost } from "./race_lost_sheet";
import type { Slot } from "./slot_board";

/** What the booker has to show besides the times. */
export type Trouble =
  | { kind: "lost"; lost: RaceLost }
  | { kind: "explain"; start: string }
  | { kind: "failed"; error: unknown };

/** From a tap on a time to a hold in hand, with every way that can go wrong. */
export function useBooking(portfolioId: string, place: Place) {
  const { t, language } = useI18n();
  const cache = useQueryClient();
  const member = useMember();
  const [, navigate] = useLocation();
  const hold = useHoldOn(portfolioId);
  const { take, release, forget } = useHoldActions();
  const [pending, setPending] = useState<Slot | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const refresh = useCallback(
    () =>
      cache.invalidateQueries({ queryKey: ["get", "/v1/portfolios/{portfolioId}/availability"] }),
    [cache],
  );

  const choose = async (slot: Slot, at: Place = place) => {
    setTrouble(null);
    if (pending || hold?.start === slot.start) return;
    const signInFirst = () => {
      rememberIntent({ portfolioId, start: slot.start, place: at });
      const here = location.pathname + location.search;
      navigate(`/sign-in?next=${encodeURIComponent(here)}`);
    };
    // While it is not known who is here, the server is asked: it says 401 to a visitor.
    if (member === null) return signInFirst();
    setPending(slot);
    try {
      await take({ portfolioId, start: slot.start, place: at }, hold);
      announceNow(t("hold.spoken_start", { when: formatStart(slot.start, language) }));
    } catch (error) {
      // A visitor after all, or the session ended while the page was open: the tap is kept.
      if (isProblem(error) && error.status === 401) return signInFirst();
      setTrouble(troubleOf(error, slot.start));
    } finally {
      setPending(null);
      void refresh();
    }
  };

  const letGo = async () => {
    if (!hold) return;
    try {
      await release(hold.id);
    } catch {
      // It runs out by itself within five minutes.
    }
    void refresh();
  };

  const expire = useCallback(() => {
    if (hold) forget(hold.id);
    void refresh();
  }, [hold, forget, refresh]);

  useResume(portfolioId, (slot, at) => void choose(slot, at ?? place));
  useReleaseOnLeave(portfolioId, hold?.id, release);
  return { hold, pending, trouble, setTrouble, choose, letGo, expire };
}

function troubleOf(error: unknown, start: string): Trouble {
  if (isProblem(error, "slot_taken")) {
    return { kind: "lost", lost: { start, alternatives: error.alternatives } };
  }
  if (isProblem(error, "not_offered")) return { kind: "explain", start };
  return { kind: "failed", error };
}

/** Goes on with a tap made before the booker could act: on a search card, or before signing in. */
function useResume(portfolioId: string, onResume: (slot: Slot, place?: Place) => void): void {
  const known = useMember() !== undefined;
  const resume = useEffectEvent(onResume);
  useEffect(() => {
    if (!known) return;
    const intent = takeIntent(portfolioId);
    if (intent) resume({ start: intent.start, end: intent.start }, intent.place);
  }, [known, portfolioId]);
}

/** Walking away gives the time back; going on to the form, or signing in, does not. */
function useReleaseOnLeave(
  portfolioId: string,
  holdId: string | undefined,
  release: (holdId: string) => Promise<void>,
): void {
  const current = useRef(holdId);
  useEffect(() => {
    current.current = holdId;
  }, [holdId]);
  useEffect(
    () => () => {
      const path = location.pathname;
      const goesOn = path.startsWith("/holds/") || path === `/portfolios/${portfolioId}/book`;
      if (goesOn || path === "/sign-in") return;
      const id = current.current;
      if (id && wasTakenHere(id)) release(id).catch(() => {});
    },
    [portfolioId, release],
  );
}
