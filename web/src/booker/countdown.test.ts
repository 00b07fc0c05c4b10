import { describe, expect, it } from "vitest";
import { formatCountdown, milestone, secondsUntil } from "./countdown";

describe("countdown", () => {
  it("rounds up, so that a second shows until it is over, and never goes below zero", () => {
    expect(secondsUntil(10_000, 5_500)).toBe(5);
    expect(secondsUntil(10_000, 10_000)).toBe(0);
    expect(secondsUntil(10_000, 99_000)).toBe(0);
  });

  it("is written as minutes and seconds", () => {
    expect(formatCountdown(300)).toBe("5:00");
    expect(formatCountdown(61)).toBe("1:01");
    expect(formatCountdown(9)).toBe("0:09");
  });

  it("speaks each milestone once", () => {
    expect(milestone(62, 61)).toBeNull();
    expect(milestone(61, 60)).toBe(60);
    expect(milestone(60, 59)).toBeNull();
    expect(milestone(11, 10)).toBe(10);
    expect(milestone(1, 0)).toBe(0);
  });

  it("speaks only the last of several that a sleeping tab missed", () => {
    expect(milestone(200, 8)).toBe(10);
    expect(milestone(200, 0)).toBe(0);
  });
});
