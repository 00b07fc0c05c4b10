// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { rememberIntent, takeIntent } from "./intent";

const intent = { portfolioId: "pf_1", start: "2026-12-05T09:30:00+09:00" };

describe("intent", () => {
  beforeEach(() => sessionStorage.clear());

  it("is yielded once", () => {
    rememberIntent(intent, 0);
    expect(takeIntent("pf_1", 1000)).toEqual(intent);
    expect(takeIntent("pf_1", 1000)).toBeNull();
  });

  it("is dropped by another offer's booker and when it is old", () => {
    rememberIntent(intent, 0);
    expect(takeIntent("pf_2", 1000)).toBeNull();
    expect(takeIntent("pf_1", 1000)).toBeNull();
    rememberIntent(intent, 0);
    expect(takeIntent("pf_1", 11 * 60_000)).toBeNull();
  });
});
