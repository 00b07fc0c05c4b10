import { describe, expect, it } from "vitest";
import {
  dayParts,
  newlyGone,
  openBoard,
  refreshBoard,
  shifted,
  showFresh,
  takeRange,
} from "./slot_board";
import type { Board, Slot } from "./slot_board";

const DATE = "2026-12-05";
const instant = (time: string) => `${DATE}T${time}:00+09:00`;

/** A slot of an hour. */
const slot = (time: string): Slot => ({
  start: instant(time),
  end: shifted(instant(time), 60 * 60_000),
});
const slots = (...times: string[]) => times.map(slot);
const shown = (board: Board) =>
  board.tiles.map(({ start, state }) => `${start.slice(11, 16)} ${state}`);

describe("shifted", () => {
  it("keeps the offset and crosses midnight", () => {
    expect(shifted("2026-12-05T23:30:00+09:00", 60 * 60_000)).toBe("2026-12-06T00:30:00+09:00");
    expect(shifted("2026-12-05T00:30:00-03:30", -60 * 60_000)).toBe("2026-12-04T23:30:00-03:30");
    expect(shifted("2026-12-05T00:00:00Z", 60_000)).toBe("2026-12-05T00:01:00Z");
  });
});

describe("openBoard", () => {
  it("orders times and fills the gaps that the step leaves", () => {
    expect(shown(openBoard(DATE, slots("11:00", "09:00", "09:30")))).toEqual([
      "09:00 free",
      "09:30 free",
      "10:00 closed",
      "10:30 closed",
      "11:00 free",
    ]);
  });

  it("fills nothing where the step does not fit, as after a break at an odd minute", () => {
    expect(shown(openBoard(DATE, slots("09:00", "09:30", "10:45")))).toEqual([
      "09:00 free",
      "09:30 free",
      "10:45 free",
    ]);
  });

  it("has the person's own time on it although nobody is offered it", () => {
    expect(shown(openBoard(DATE, slots("09:00", "10:30"), slot("09:30")))).toEqual([
      "09:00 free",
      "09:30 mine",
      "10:00 closed",
      "10:30 free",
    ]);
    const other = { start: "2026-12-06T09:30:00+09:00", end: "2026-12-06T10:30:00+09:00" };
    expect(shown(openBoard(DATE, slots("09:00"), other))).toEqual(["09:00 free"]);
  });
});

describe("refreshBoard", () => {
  const board = openBoard(DATE, slots("09:00", "09:30", "10:00", "14:00"));

  it("changes states and moves no tile", () => {
    const next = refreshBoard(board, slots("09:00", "14:00"), null);
    expect(next.tiles.map((tile) => tile.start)).toEqual(board.tiles.map((tile) => tile.start));
    expect(shown(next).filter((text) => text.endsWith("gone"))).toEqual([
      "09:30 gone",
      "10:00 gone",
    ]);
  });

  it("gives a time back in place when it frees", () => {
    const gone = refreshBoard(board, slots("09:00"), null);
    const back = refreshBoard(gone, slots("09:00", "09:30"), null);
    expect(shown(back)).toContain("09:30 free");
    expect(shown(back)).toContain("10:00 gone");
  });

  it("keeps a time outside the layout waiting until it is asked for", () => {
    const next = refreshBoard(board, slots("08:00", "09:00", "09:30", "10:00", "14:00"), null);
    expect(next.tiles).toHaveLength(board.tiles.length);
    expect(next.fresh).toEqual(slots("08:00"));
    expect(shown(showFresh(next))[0]).toBe("08:00 free");
    expect(showFresh(next).fresh).toEqual([]);
  });

  it("does not call lost what only the own hold blocks", () => {
    const next = refreshBoard(board, slots("14:00"), slot("09:30"));
    expect(shown(next).slice(0, 3)).toEqual(["09:00 mine", "09:30 mine", "10:00 mine"]);
    expect(shown(refreshBoard(next, slots("09:00", "09:30", "10:00", "14:00"), null))[0]).toBe(
      "09:00 free",
    );
  });

  it("lays the day out anew for a hold that it has no tile for", () => {
    expect(shown(refreshBoard(board, slots("09:00"), slot("16:00")))).toContain("16:00 mine");
  });

  it("is the same object when nothing changed, so that nothing renders", () => {
    expect(refreshBoard(board, slots("09:00", "09:30", "10:00", "14:00"), null)).toBe(board);
  });
});

describe("takeRange", () => {
  const board = openBoard(DATE, slots("09:00", "09:30", "10:00", "10:30"));
  const taken = { start: instant("09:30"), end: instant("10:30"), change: "taken" as const };

  it("marks what overlaps, with half-open ends", () => {
    expect(shown(takeRange(board, taken, null))).toEqual([
      "09:00 gone",
      "09:30 gone",
      "10:00 gone",
      "10:30 free",
    ]);
  });

  it("hears its own hold without alarm", () => {
    const own = { ...taken, end: instant("10:45") };
    expect(takeRange(board, own, slot("09:30"))).toBe(board);
  });

  it("leaves freed times to the next snapshot", () => {
    expect(takeRange(board, { ...taken, change: "freed" }, null)).toBe(board);
  });
});

describe("newlyGone", () => {
  it("names what was there a moment ago, once", () => {
    const board = openBoard(DATE, slots("09:00", "09:30"));
    const next = refreshBoard(board, slots("09:30"), null);
    expect(newlyGone(board, next).map((gone) => gone.start)).toEqual([instant("09:00")]);
    expect(newlyGone(next, next)).toEqual([]);
  });
});

describe("dayParts", () => {
  it("splits at noon and leaves out an empty half", () => {
    const { tiles } = openBoard(DATE, slots("11:30", "12:00", "12:30"));
    expect(dayParts(tiles).map(({ name, tiles: part }) => [name, part.length])).toEqual([
      ["morning", 1],
      ["afternoon", 2],
    ]);
    expect(dayParts(openBoard(DATE, slots("13:00")).tiles).map(({ name }) => name)).toEqual([
      "afternoon",
    ]);
  });
});
