// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import ko from "#locales/ko.json";
import { I18nProvider } from "~/shared/i18n/i18n";
import { useBoard } from "./use_board";

const slots = ["09:00", "09:30", "10:00"].map((time) => ({
  start: `2026-12-05T${time}:00+09:00`,
  end: `2026-12-05T${time.replace(/0$/, "9")}:00+09:00`,
}));
const first = { key: "a", date: "2026-12-05", slots, version: 1, mine: null };
const taken = { start: slots[1]!.start, end: slots[1]!.end, change: "taken" as const };

const wrapper = ({ children }: { children: ReactNode }) => (
  <I18nProvider language="ko" messages={ko}>
    {children}
  </I18nProvider>
);

function boardOf() {
  const { result, rerender } = renderHook(useBoard, { initialProps: first, wrapper });
  return {
    show: (next: Partial<typeof first>) => rerender({ ...first, ...next }),
    hear: (version: number) => act(() => result.current.change(taken, version)),
    states: () => result.current.board?.tiles.map(({ state }) => state).join(" "),
  };
}

describe("useBoard", () => {
  it("gives a time back that was taken and let go before the next snapshot", () => {
    const board = boardOf();
    board.hear(2);
    expect(board.states()).toBe("free gone free");
    board.show({ version: 3 }); // the very slots from before
    expect(board.states()).toBe("free free free");
  });

  it("does not believe a snapshot from before a change that it heard of", () => {
    const board = boardOf();
    board.hear(3);
    board.show({ slots: [...slots], version: 2 });
    expect(board.states()).toBe("free gone free");
    board.show({ slots: [...slots], version: 3 });
    expect(board.states()).toBe("free free free");
  });
});
