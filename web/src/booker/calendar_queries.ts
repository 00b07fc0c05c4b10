import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { queries } from "~/shared/api/client";
import type { CalendarChange } from "~/shared/live/events";
import { oneAtATime } from "~/shared/live/one_at_a_time";
import { useLiveEvents, useLiveUp, useWatchedArtists } from "~/shared/live/live";
import { addDays, daysBetween } from "~/shared/time/zoned";

export const WINDOW_DAYS = 14;
export type Place = "shop" | "visit";

/** The first day of the two weeks that hold `date`, counted from today. */
export function windowStart(today: string, date: string): string {
  const index = Math.max(0, Math.floor(daysBetween(today, date) / WINDOW_DAYS));
  return addDays(today, index * WINDOW_DAYS);
}

/** While the event stream is down, the calendar is asked for instead. */
const POLL_MS = 15_000;

export function useAvailability(portfolioId: string, from: string, place: Place) {
  const live = useLiveUp();
  return queries.useQuery(
    "get",
    "/v1/portfolios/{portfolioId}/availability",
    { params: { path: { portfolioId }, query: { from, days: WINDOW_DAYS, place } } },
    { staleTime: 15_000, refetchInterval: live ? false : POLL_MS },
  );
}

export function useMonth(portfolioId: string, month: string, place: Place, enabled: boolean) {
  return queries.useQuery(
    "get",
    "/v1/portfolios/{portfolioId}/months/{month}",
    { params: { path: { portfolioId, month }, query: { place } } },
    { staleTime: 15_000, enabled },
  );
}

/** A burst of changes (a busy hour, a batch) asks for one new snapshot. */
const SETTLE_MS = 200;

/**
 * Watches an artist's calendar: `onChange` hears each change at once, and the snapshots are asked for
 * again shortly after.
 */
export function useCalendarChanges(
  artistId: string | undefined,
  onChange: (change: CalendarChange, version: number) => void,
): void {
  const cache = useQueryClient();
  const [refresh] = useState(() => {
    const shown = ["/availability", "/months/{month}"];
    return oneAtATime(
      () =>
        cache.invalidateQueries({
          predicate: ({ queryKey }) => shown.some((path) => String(queryKey[1]).endsWith(path)),
        }),
      SETTLE_MS,
    );
  });
  useWatchedArtists(artistId ? [artistId] : []);
  useLiveEvents((event) => {
    if (event.name === "begin") refresh();
    if (event.name !== "calendar" || event.artistId !== artistId) return;
    for (const change of event.changes) onChange(change, event.version);
    refresh();
  });
}
