import { useSyncExternalStore } from "react";

/** The seconds at which a person hears how long their time is still held. */
const MILESTONES = [60, 10, 0] as const;
export type Milestone = (typeof MILESTONES)[number];

export function secondsUntil(deadlineMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((deadlineMs - nowMs) / 1000));
}

/** "4:59" */
export function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * The milestone that was passed between two readings, or null. A tab that slept over several hears only
 * the last one.
 */
export function milestone(before: number, after: number): Milestone | null {
  const passed = MILESTONES.filter((mark) => before > mark && after <= mark);
  return passed.at(-1) ?? null;
}

const subscribe = (tick: () => void) => {
  const timer = setInterval(tick, 250);
  document.addEventListener("visibilitychange", tick);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
};
const idle = () => () => {};

/** Ticks once a second until the deadline; null where nothing is held. */
export function useSecondsLeft(deadlineMs: number | null): number | null {
  const left = () => (deadlineMs === null ? null : secondsUntil(deadlineMs, Date.now()));
  return useSyncExternalStore(deadlineMs === null ? idle : subscribe, left);
}
