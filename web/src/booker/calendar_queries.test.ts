import { describe, expect, it } from "vitest";
import { windowStart } from "./calendar_queries";

describe("windowStart", () => {
  it("finds the two weeks that hold a day, counted from today", () => {
    expect(windowStart("2026-11-22", "2026-11-22")).toBe("2026-11-22");
    expect(windowStart("2026-11-22", "2026-12-05")).toBe("2026-11-22");
    expect(windowStart("2026-11-22", "2026-12-06")).toBe("2026-12-06");
    expect(windowStart("2026-11-22", "2026-11-01")).toBe("2026-11-22");
  });
});
