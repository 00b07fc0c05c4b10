import { describe, expect, it } from "vitest";
import {
  addDays,
  daysBetween,
  deviceReading,
  formatDay,
  formatDuration,
  formatFullDay,
  formatMoment,
  formatStart,
  formatTime,
  instantOf,
  isDateText,
  offsetMinutes,
  todayIn,
  wallClock,
  weekday,
} from "./zoned";

const START = "2026-12-05T09:30:00+09:00";

describe("dates", () => {
  it("are counted without the device's zone", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(daysBetween("2026-11-30", "2026-12-02")).toBe(2);
    expect(weekday("2026-12-06")).toBe(0);
  });

  it("must exist", () => {
    expect(isDateText("2026-12-05")).toBe(true);
    expect(isDateText("2026-02-30")).toBe(false);
    expect(isDateText("5.12.2026")).toBe(false);
    expect(isDateText(null)).toBe(false);
  });

  it("turn at the venue's midnight", () => {
    expect(todayIn("Asia/Seoul", Date.parse("2026-12-04T14:59:59Z"))).toBe("2026-12-04");
    expect(todayIn("Asia/Seoul", Date.parse("2026-12-04T15:00:00Z"))).toBe("2026-12-05");
  });
});

describe("times", () => {
  it("are read from the text itself", () => {
    expect(wallClock(START)).toEqual({ date: "2026-12-05", time: "09:30", minutes: 570 });
    expect(offsetMinutes(START)).toBe(540);
    expect(offsetMinutes("2026-12-05T00:00:00-03:30")).toBe(-210);
    expect(offsetMinutes("2026-12-05T00:00:00Z")).toBe(0);
  });

  it("are written in both languages", () => {
    expect(formatTime("00:00", "ko")).toBe("오전 12:00");
    expect(formatTime("12:30", "ko")).toBe("오후 12:30");
    expect(formatTime("12:30", "en")).toBe("12:30 PM");
    expect(formatTime("24:00", "en")).toBe("midnight");
    expect(formatDay("2026-12-05", "ko")).toBe("12월 5일 (토)");
    expect(formatFullDay("2026-12-05", "ko")).toBe("2026년 12월 5일 토요일");
    expect(formatFullDay("2026-12-05", "en")).toBe("Saturday, December 5, 2026");
    expect(formatStart(START, "ko")).toBe("12월 5일 (토) 오전 9:30");
  });

  it("have a second line only on a device elsewhere", () => {
    expect(deviceReading(START, "ko", "Asia/Seoul")).toBeNull();
    expect(deviceReading(START, "ko", "Asia/Tokyo")).toBeNull();
    expect(deviceReading(START, "ko", "America/New_York")).toEqual({
      day: "12월 4일 (금)",
      time: "오후 7:30",
    });
  });

  it("are read at the venue when they carry another offset", () => {
    expect(formatMoment("2026-12-05T00:30:00Z", "Asia/Seoul", "ko")).toBe(
      "12월 5일 (토) 오전 9:30",
    );
  });

  it("are found from a wall clock, with the offset of that day", () => {
    expect(instantOf("2026-12-05", "09:30", "Asia/Seoul")).toBe(START);
    expect(instantOf("2026-07-01", "09:30", "America/New_York")).toBe("2026-07-01T09:30:00-04:00");
    expect(instantOf("2026-03-08", "02:30", "America/New_York")).toBeNull();
    expect(instantOf("2026-11-01", "01:30", "America/New_York")).toBe("2026-11-01T01:30:00-04:00");
    expect(instantOf("2026-12-05", "00:00", "Asia/Kathmandu")).toBe("2026-12-05T00:00:00+05:45");
  });

  it("have lengths", () => {
    expect(formatDuration(90, "ko")).toBe("1시간 30분");
    expect(formatDuration(60, "en")).toBe("1 h");
    expect(formatDuration(45, "en")).toBe("45 min");
  });
});
