// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { safeNext } from "./session";

describe("safeNext", () => {
  it("leads only within the app", () => {
    expect(safeNext("/bookings?tab=past")).toBe("/bookings?tab=past");
    for (const bad of [null, "", "//evil.example", "/\\evil.example", "https://evil.example"]) {
      expect(safeNext(bad)).toBe("/");
    }
  });
});
