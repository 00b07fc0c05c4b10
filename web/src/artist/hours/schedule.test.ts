import { describe, expect, it } from "vitest";
import { copyToOpenDays, nextRange, withDay, withException, withoutException } from "./schedule";
import type { Schedule } from "./schedule";

const closed: Schedule = {
  timeZone: "Asia/Seoul",
  weekly: [[], [], [], [], [], [], []],
  exceptions: [],
  timeOff: [],
  stepMinutes: 30,
  leadTimeMinutes: 60,
  horizonDays: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 15,
  travelMinutes: 30,
  approvalHours: 24,
};
const day = { open: "10:00", close: "19:00" };

describe("schedule", () => {
  it("replaces one weekday and leaves the given schedule as it was", () => {
    const changed = withDay(closed, 2, [day]);
    expect(changed.weekly[2]).toEqual([day]);
    expect(changed.weekly[1]).toEqual([]);
    expect(closed.weekly[2]).toEqual([]);
  });

  it("copies hours to open days only", () => {
    const some = withDay(withDay(closed, 0, [day]), 3, [{ open: "12:00", close: "13:00" }]);
    const copied = copyToOpenDays(some, 0);
    expect(copied.weekly[3]).toEqual([day]);
    expect(copied.weekly[6]).toEqual([]);
  });

  it("starts a further range behind the last one", () => {
    expect(nextRange([])).toEqual(day);
    expect(nextRange([day]).open >= day.close).toBe(true);
  });

  it("keeps exceptions in order, one a date", () => {
    const two = withException(withException(closed, "2026-12-25", []), "2026-12-24", [day]);
    expect(two.exceptions.map((exception) => exception.date)).toEqual(["2026-12-24", "2026-12-25"]);
    expect(withException(two, "2026-12-25", [day]).exceptions).toHaveLength(2);
    expect(withoutException(two, "2026-12-24").exceptions).toHaveLength(1);
  });
});
