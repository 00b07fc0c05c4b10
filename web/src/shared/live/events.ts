export interface CalendarChange {
  start: string;
  end: string;
  change: "taken" | "freed" | "changed";
}

export type LiveEvent =
  | { name: "calendar"; artistId: string; version: number; changes: CalendarChange[] }
  | { name: "reservation"; reservationId: string; state: string; version: number; as: string }
  | { name: "hold"; holdId: string; state: string }
  | { name: "waitlist"; waitlistId: string; state: string }
  | { name: "reset" }
  /** Of this browser, not of the server: from now on changes are heard. */
  | { name: "begin" };

const NAMES = new Set(["calendar", "reservation", "hold", "waitlist", "reset"]);

/** Null for events this build does not know: a newer server may send more. */
export function readLiveEvent(name: string, data: string): LiveEvent | null {
  if (!NAMES.has(name)) return null;
  try {
    return { ...(JSON.parse(data || "{}") as object), name } as LiveEvent;
  } catch {
    return null;
  }
}
