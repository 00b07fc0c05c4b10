/**
 * A time that a person tapped before the booker could act on it: on another page, or before signing in.
 * It travels beside the address, because opening a link must never take a time by itself.
 */
export interface Intent {
  portfolioId: string;
  start: string;
  place?: "shop" | "visit";
}

const KEY = "meme.intent";
/** An older tap is forgotten: the person has gone on to something else. */
const FRESH_MS = 10 * 60_000;

export function rememberIntent(intent: Intent, now = Date.now()): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...intent, at: now }));
  } catch {
    // Without storage the person taps once more.
  }
}

/** Yields the tap meant for this portfolio once, and forgets it. */
export function takeIntent(portfolioId: string, now = Date.now()): Intent | null {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (!text) return null;
    const { at, ...intent } = JSON.parse(text) as Intent & { at: number };
    return intent.portfolioId === portfolioId && now - at < FRESH_MS ? intent : null;
  } catch {
    return null;
  }
}
