/**
 * Speaks to screen readers. Messages that come in a burst are joined into one polite sentence, so that
 * a busy calendar does not talk over its user.
 */
const BATCH_MS = 900;

const pending = new Set<string>();
let timer: ReturnType<typeof setTimeout> | undefined;

function region(kind: "polite" | "assertive"): HTMLElement {
  const id = `announcer-${kind}`;
  const found = document.getElementById(id);
  if (found) return found;
  const made = document.createElement("div");
  made.id = id;
  made.className = "sr-only";
  made.setAttribute("aria-live", kind);
  made.setAttribute("role", kind === "polite" ? "status" : "alert");
  document.body.append(made);
  return made;
}

function say(kind: "polite" | "assertive", text: string): void {
  const target = region(kind);
  target.textContent = "";
  // A changed text node is what a screen reader notices; the same text twice would be silent.
  requestAnimationFrame(() => (target.textContent = text));
}

export function announce(text: string): void {
  pending.add(text);
  clearTimeout(timer);
  timer = setTimeout(() => {
    say("polite", [...pending].join(" "));
    pending.clear();
  }, BATCH_MS);
}

/** For what cannot wait: the last seconds of a hold, a lost race. */
export function announceNow(text: string): void {
  say("assertive", text);
}
