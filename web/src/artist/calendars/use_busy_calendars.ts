import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "~/shared/api/client";

interface State {
  /** The calendar that is being read, or "new". */
  busy: string | null;
  error: unknown;
}

const idle: State = { busy: null, error: null };

export type BusyCalendarActions = ReturnType<typeof useBusyCalendars>;

/** What an artist does with her other calendars; each true means it was done. */
export function useBusyCalendars(artistId: string) {
  const cache = useQueryClient();
  const [state, setState] = useState(idle);
  const run = async (busy: string, call: () => Promise<unknown>): Promise<boolean> => {
    setState({ busy, error: null });
    try {
      await call();
      setState(idle);
      // The agenda and what customers see change with it.
      await cache.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith("/v1/artists/{artistId}"),
      });
      return true;
    } catch (error) {
      setState({ busy: null, error });
      return false;
    }
  };
  const path = { artistId };
  const one = (calendarId: string) => ({ params: { path: { artistId, calendarId } } });
  return {
    ...state,
    addAddress: (name: string, url: string) =>
      run("new", () =>
        api.POST("/v1/artists/{artistId}/busy-calendars", {
          params: { path },
          body: { name, url },
        }),
      ),
    addFile: (file: File) =>
      run("new", async () =>
        api.POST("/v1/artists/{artistId}/busy-calendars", {
          params: { path, query: { name: file.name.slice(0, 60) } },
          headers: { "Content-Type": "text/calendar" },
          // The file itself is the body; the type describes the other form, an address.
          body: (await file.text()) as never,
          bodySerializer: (text) => text as unknown as string,
        }),
      ),
    refresh: (calendarId: string) =>
      run(calendarId, () =>
        api.POST("/v1/artists/{artistId}/busy-calendars/{calendarId}/refresh", one(calendarId)),
      ),
    remove: (calendarId: string) =>
      run(calendarId, () =>
        api.DELETE("/v1/artists/{artistId}/busy-calendars/{calendarId}", one(calendarId)),
      ),
  };
}
