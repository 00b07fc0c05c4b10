import { beforeEach, describe, expect, it, vi } from "vitest";
import { oneAtATime } from "./one_at_a_time";

describe("oneAtATime", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it("refreshes once for a burst, and goes on refreshing while there is no end to it", async () => {
    const refresh = vi.fn<() => Promise<void>>(async () => {});
    const wish = oneAtATime(refresh, 200);
    for (let i = 0; i < 5; ++i) wish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(refresh).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 20; ++i) {
      wish();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(refresh.mock.calls.length).toBeGreaterThan(3);
  });

  it("lets a slow answer come, and asks again for what was wished meanwhile", async () => {
    const answers: (() => void)[] = [];
    const refresh = vi.fn<() => Promise<void>>(
      () => new Promise((resolve) => answers.push(resolve)),
    );
    const wish = oneAtATime(refresh, 200);
    wish();
    await vi.advanceTimersByTimeAsync(200);
    wish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(refresh).toHaveBeenCalledTimes(1);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(200);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it("outlives a refresh that failed", async () => {
    const refresh = vi.fn<() => Promise<void>>(() => Promise.reject(new Error("no answer")));
    const wish = oneAtATime(refresh, 200);
    wish();
    await vi.advanceTimersByTimeAsync(300);
    wish();
    await vi.advanceTimersByTimeAsync(300);
    expect(refresh).toHaveBeenCalledTimes(2);
  });
});
