import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useLocation } from "wouter";
import { api, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { liveHub } from "~/shared/live/live";

export type Member = Schemas["Member"];
export type Session = Schemas["Session"];

const SESSION_KEY = ["get", "/v1/session"] as const;

export function useSession() {
  return queries.useQuery("get", "/v1/session", undefined, { staleTime: 5 * 60_000 });
}

/** Undefined while unknown, null for a visitor. */
export function useMember(): Member | null | undefined {
  const { data } = useSession();
  if (!data) return undefined;
  return data.member ?? null;
}

/** What was read as one person must not be shown to the next: everything is fetched anew. */
export function useSessionChange() {
  const cache = useQueryClient();
  const changed = useCallback(
    async (session: Session) => {
      cache.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== "/v1/reference" });
      cache.setQueryData(SESSION_KEY, session);
      liveHub().reopen();
    },
    [cache],
  );
  const signIn = useCallback(
    async (memberId: string) => {
      const { data } = await api.POST("/v1/demo/session", { body: { memberId } });
      if (data) await changed(data);
    },
    [changed],
  );
  const setUp = useCallback(
    async (token: string, name: string) => {
      const { data } = await api.POST("/v1/setup", { body: { token, ...(name && { name }) } });
      if (data) await changed(data);
    },
    [changed],
  );
  const signOut = useCallback(async () => {
    await api.DELETE("/v1/session");
    await changed({ signedIn: false });
  }, [changed]);
  return { signIn, setUp, signOut };
}

/** Only paths of this app: a link must not send a person elsewhere after signing in. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : "/";
}

/** Goes to the sign-in, which comes back to this page. */
export function useSignInFirst(): () => void {
  const [, navigate] = useLocation();
  return () => navigate(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
}
