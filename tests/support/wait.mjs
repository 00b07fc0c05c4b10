// The one place that waits: for a condition, under a deadline, asking again after short pauses.
import { setTimeout as pause } from "node:timers/promises";

export async function eventually(
  condition,
  { within = 10_000, every = 10, what = "condition" } = {},
) {
  const deadline = performance.now() + within;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${within} ms`);
    await pause(every);
  }
}

// For a fault to strike at a random moment: the length comes from the test's seed.
export const after = (milliseconds) => pause(milliseconds);
