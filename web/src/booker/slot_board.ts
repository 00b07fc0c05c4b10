/**
 * One day's times as a person sees them while the calendar changes under their eyes. The tiles of a day
 * are laid out once; afterwards a tile only changes its state, and a time that appears outside the layout
 * waits in `fresh` until the person asks for it. So nothing moves under a finger.
 */
import type { CalendarChange } from "~/shared/live/events";

export interface Slot {
  start: string;
  end: string;
}

/**
 * free: can be taken. gone: was free while looking, and somebody took it. mine: blocked only by the
 * person's own hold, so it can still be chosen instead. closed: was never offered on this view.
 */
export type TileState = "free" | "gone" | "mine" | "closed";

export interface Tile extends Slot {
  state: TileState;
}

export interface Board {
  date: string;
  tiles: Tile[];
  fresh: Slot[];
}

/** A claim's blocked time is longer than the appointment by buffers and travel; at most this much. */
const BLOCKED_MARGIN_MS = 90 * 60_000;
/** A longer gap than this between two offered times is left empty rather than filled with tiles. */
const FILL_MAX = 16;

const at = (instant: string) => Date.parse(instant);

/** Lays a day out. The person's own time is on it although nobody is offered it. */
export function openBoard(date: string, slots: readonly Slot[], mine: Slot | null = null): Board {
  const own = mine?.start.startsWith(date) && !slots.some((s) => at(s.start) === at(mine.start));
  const all = own && mine ? [...slots, mine] : slots;
  const sorted = all.toSorted((a, b) => at(a.start) - at(b.start));
  const step = smallestGap(sorted);
  const tiles: Tile[] = [];
  for (const slot of sorted) {
    const before = tiles.at(-1);
    if (before && step > 0) tiles.push(...between(before, slot, step));
    tiles.push({ start: slot.start, end: slot.end, state: slot === mine ? "mine" : "free" });
  }
  return { date, tiles, fresh: [] };
}

function smallestGap(sorted: readonly Slot[]): number {
  let gap = 0;
  sorted.forEach((slot, index) => {
    const before = sorted[index - 1];
    if (!before) return;
    const distance = at(slot.start) - at(before.start);
    if (gap === 0 || distance < gap) gap = distance;
  });
  return gap;
}

/** The times that the artist's step would have put between two offered ones. */
function between(before: Slot, after: Slot, step: number): Tile[] {
  const gap = at(after.start) - at(before.start);
  const missing = gap / step - 1;
  if (!Number.isInteger(missing) || missing < 1 || missing > FILL_MAX) return [];
  return Array.from({ length: missing }, (_, index) => ({
    start: shifted(before.start, (index + 1) * step),
    end: shifted(before.end, (index + 1) * step),
    state: "closed" as const,
  }));
}

/** Moves an RFC 3339 instant and keeps the offset it is written with. */
export function shifted(instant: string, byMs: number): string {
  const suffix = /(Z|[+-]\d{2}:\d{2})$/.exec(instant)?.[1] ?? "Z";
  const sign = suffix.startsWith("-") ? -1 : 1;
  const offsetMs =
    suffix === "Z"
      ? 0
      : sign * (Number(suffix.slice(1, 3)) * 60 + Number(suffix.slice(4))) * 60_000;
  return new Date(at(instant) + byMs + offsetMs).toISOString().slice(0, 19) + suffix;
}

const overlaps = (a: Slot, b: Slot) => at(a.start) < at(b.end) && at(b.start) < at(a.end);

function blockedBy(hold: Slot): Slot {
  return {
    start: shifted(hold.start, -BLOCKED_MARGIN_MS),
    end: shifted(hold.end, BLOCKED_MARGIN_MS),
  };
}

function stateAfter(tile: Tile, offered: boolean, hold: Slot | null): TileState {
  if (offered) return "free";
  if (hold && at(tile.start) === at(hold.start)) return "mine";
  if (tile.state === "closed" || tile.state === "gone") return tile.state;
  return hold && overlaps(tile, blockedBy(hold)) ? "mine" : "gone";
}

/** Takes in a new snapshot of the day without moving a tile. */
export function refreshBoard(board: Board, slots: readonly Slot[], hold: Slot | null): Board {
  // A hold from another tab or before a reload: its tile must be there, so this once the day moves.
  const missing =
    hold?.start.startsWith(board.date) && !board.tiles.some((t) => at(t.start) === at(hold.start));
  if (missing) return openBoard(board.date, slots, hold);
  const offered = new Map(slots.map((slot) => [at(slot.start), slot]));
  const tiles = board.tiles.map((tile) => {
    const state = stateAfter(tile, offered.delete(at(tile.start)), hold);
    return state === tile.state ? tile : { ...tile, state };
  });
  const fresh = [...offered.values()];
  const same = fresh.length === board.fresh.length && tiles.every((t, i) => t === board.tiles[i]);
  return same ? board : { ...board, tiles, fresh };
}

/** Marks what a live change took, before the next snapshot arrives. The own hold's change is not news. */
export function takeRange(board: Board, change: CalendarChange, hold: Slot | null): Board {
  if (change.change !== "taken" || (hold && covers(change, hold))) return board;
  let changed = false;
  const tiles = board.tiles.map((tile) => {
    if ((tile.state !== "free" && tile.state !== "mine") || !overlaps(tile, change)) return tile;
    changed = true;
    return { ...tile, state: "gone" as const };
  });
  return changed ? { ...board, tiles } : board;
}

const covers = (outer: Slot, inner: Slot) =>
  at(outer.start) <= at(inner.start) && at(outer.end) >= at(inner.end);

/** Lays the day out anew with the times that appeared; the person asked for it. */
export function showFresh(board: Board): Board {
  const free = board.tiles.filter((tile) => tile.state === "free" || tile.state === "mine");
  const laid = openBoard(board.date, [...free, ...board.fresh]);
  return laid;
}

/** Times that were free before and are not now, for the announcement. */
export function newlyGone(before: Board, after: Board): Slot[] {
  if (before.date !== after.date) return [];
  const states = new Map(before.tiles.map((tile) => [tile.start, tile.state]));
  return after.tiles.filter((tile) => {
    const was = states.get(tile.start);
    return tile.state === "gone" && (was === "free" || was === "mine");
  });
}

export interface DayPart {
  name: "morning" | "afternoon";
  tiles: Tile[];
}

/** Splits a day at noon of the venue's clock; a half without tiles is left out. */
export function dayParts(tiles: readonly Tile[]): DayPart[] {
  const morning = tiles.filter((tile) => tile.start.slice(11, 13) < "12");
  const afternoon = tiles.filter((tile) => tile.start.slice(11, 13) >= "12");
  return [
    { name: "morning" as const, tiles: morning },
    { name: "afternoon" as const, tiles: afternoon },
  ].filter((part) => part.tiles.length > 0);
}
