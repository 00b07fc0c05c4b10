import { describe, expect, it } from "vitest";
import { activeCount, noFilters, readFilters, searchHref, toQuery, writeFilters } from "./filters";

const read = (text: string) => readFilters(new URLSearchParams(text));

describe("the search in the address", () => {
  it("comes back as it was written", () => {
    const filters = {
      category: "wedding",
      districts: ["gangnam", "mapo"],
      date: "2026-12-05",
      from: "09:00",
      to: "12:00",
      place: "visit" as const,
      priceMin: 50_000,
      priceMax: 150_000,
      sort: "soonest" as const,
    };
    expect(readFilters(writeFilters(filters))).toEqual(filters);
  });

  it("is empty for the empty search, and equal for equal searches", () => {
    expect(searchHref({})).toBe("/search");
    expect(searchHref({ districts: ["mapo", "jung"] })).toBe(
      searchHref({ districts: ["jung", "mapo"] }),
    );
  });

  it("ignores what makes no sense", () => {
    expect(
      read("date=2026-02-30&from=25:00&to=x&place=moon&priceMax=-1&sort=worst&category=<b>"),
    ).toEqual(noFilters);
    expect(read("from=12:00&to=09:00")).toMatchObject({ from: "12:00", to: null });
    expect(read("district=mapo&district=mapo&district=%22").districts).toEqual(["mapo"]);
  });
});

describe("what the server is asked", () => {
  it("has no time window and no soonest order without a day", () => {
    expect(toQuery(read("from=09:00&to=12:00&sort=soonest"))).toEqual({ sort: "recommended" });
    expect(toQuery(read("date=2026-12-05&from=09:00&sort=soonest"))).toEqual({
      date: "2026-12-05",
      from: "09:00",
      sort: "soonest",
    });
  });

  it("counts a range as one filter", () => {
    expect(activeCount(read("date=2026-12-05&from=09:00&to=12:00&priceMin=1&priceMax=2"))).toBe(3);
    expect(activeCount(noFilters)).toBe(0);
  });
});
