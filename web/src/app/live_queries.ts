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
    const refreshBookings = () => refresh("/v1/reservations", "/v1/artists/{artistId}/agenda");
    if (event.name === "reservation") refreshBookings();
    // Only the list: a page about one hold keeps it on view when it ends, and asking would be a 410.
    const refreshHolds = () => void cache.invalidateQueries({ queryKey: ["get", "/v1/holds"] });
    if (event.name === "hold") refreshHolds();
    if (event.name === "waitlist") {
      refreshHolds();
      refresh("/v1/waitlist");
    }
    // What was read before the stream began may have changed since.
    if (event.name === "begin") {
      refreshBookings();
      refreshHolds();
      refresh("/v1/waitlist");
    }
  });
}
