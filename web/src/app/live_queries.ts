import { useQueryClient } from "@tanstack/react-query";
import { useLiveEvents } from "~/shared/live/live";

/** Keeps cached answers in step with the event stream. The booker patches its own calendar in place. */
export function useLiveQueries(): void {
  const cache = useQueryClient();
  useLiveEvents((event) => {
    const refresh = (...prefixes: string[]) =>
      void cache.invalidateQueries({
        predicate: ({ queryKey }) =>
          prefixes.some((prefix) => String(queryKey[1]).startsWith(prefix)),
      });
    if (event.name === "reset") void cache.invalidateQueries();
    if (event.name === "reservation") refresh("/v1/reservations", "/v1/artists/{artistId}/agenda");
    if (event.name === "hold") refresh("/v1/holds");
    if (event.name === "waitlist") refresh("/v1/waitlist", "/v1/holds");
  });
}
