import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { api, newIdempotencyKey, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useMember } from "~/session/session";

/** A hold as this device counts it: the server's clock gives the rest, the device's clock the ticking. */
export type Hold = Schemas["Hold"] & { deadlineMs: number };

export const withDeadline = (hold: Schemas["Hold"], readAtMs: number): Hold => ({
  ...hold,
  deadlineMs: readAtMs + hold.secondsLeft * 1000,
});

const HOLDS_KEY = ["get", "/v1/holds"] as const;
const holdKey = (holdId: string) =>
  ["get", "/v1/holds/{holdId}", { params: { path: { holdId } } }] as const;

/** The person's hold on this offer, if any: found again after a reload or in another tab. */
export function useHoldOn(portfolioId: string): Hold | null {
  const member = useMember();
  const { data, dataUpdatedAt } = useQuery({
    ...queries.queryOptions("get", "/v1/holds"),
    enabled: Boolean(member),
    staleTime: 10_000,
  });
  return useMemo(() => {
    const found = data?.items.find((hold) => hold.portfolioId === portfolioId);
    return found ? withDeadline(found, dataUpdatedAt) : null;
  }, [data, dataUpdatedAt, portfolioId]);
}

export function useHold(holdId: string) {
  return queries.useQuery("get", "/v1/holds/{holdId}", { params: { path: { holdId } } });
}

/** Holds taken by a tap in this tab: only these are given back when the person walks away. */
const takenHere = new Set<string>();
export const wasTakenHere = (holdId: string): boolean => takenHere.has(holdId);

export interface HoldWish {
  portfolioId: string;
  start: string;
  place: "shop" | "visit";
}

export function useHoldActions() {
  const cache = useQueryClient();
  // A list that is on its way was asked for before, and would undo what is put.
  const put = useCallback(
    (list: Schemas["ListOfHold"]) => {
      void cache.cancelQueries({ queryKey: HOLDS_KEY, exact: true });
      cache.setQueryData(HOLDS_KEY, list);
    },
    [cache],
  );
  const forget = useCallback(
    (holdId: string) => {
      const list = cache.getQueryData<Schemas["ListOfHold"]>(HOLDS_KEY);
      if (list) put({ items: list.items.filter((hold) => hold.id !== holdId) });
    },
    [cache, put],
  );
  const release = useCallback(
    async (holdId: string) => {
      forget(holdId);
      await api.DELETE("/v1/holds/{holdId}", { params: { path: { holdId } }, keepalive: true });
    },
    [forget],
  );
  const take = useCallback(
    async (wish: HoldWish, replaced: Hold | null): Promise<Schemas["Hold"]> => {
      // The old hold may block the new time, so it goes first; if the new one is lost, so be it:
      // the person chose to leave the old time.
      if (replaced) await release(replaced.id);
      const { data } = await api.POST("/v1/holds", {
        params: { header: { "Idempotency-Key": newIdempotencyKey() } },
        body: wish,
      });
      if (!data) throw new Error("empty answer");
      const list = cache.getQueryData<Schemas["ListOfHold"]>(HOLDS_KEY);
      put({ items: [...(list?.items ?? []), data] });
      cache.setQueryData(holdKey(data.id), data);
      takenHere.add(data.id);
      return data;
    },
    [cache, put, release],
  );
  return { take, release, forget };
}
