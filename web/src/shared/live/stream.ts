import { SseParser } from "./sse_parser";
import type { ServerEvent } from "./sse_parser";

export interface StreamOptions {
  url: string;
  lastEventId: string;
  signal: AbortSignal;
  onOpen: () => void;
  onEvent: (event: ServerEvent) => void;
  /** After which event to go on; the server tells it on quiet streams too. */
  onPosition: (id: string) => void;
  /** Called before each wait; the stream is down until the next onOpen. */
  onDown: () => void;
  fetch?: typeof fetch;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const BACKOFF_FIRST_MS = 500;
const BACKOFF_MAX_MS = 20_000;
/** The server sends a heartbeat at least every 15 s; silence this long means a dead connection. */
const SILENCE_MAX_MS = 45_000;

/**
 * Holds a stream open until the signal aborts. It is read with fetch, not EventSource, because a new
 * EventSource cannot send Last-Event-ID and the set of topics changes while the position must not be lost.
 */
export async function runStream(options: StreamOptions): Promise<void> {
  const wait = options.wait ?? waitFor;
  let last = options.lastEventId;
  let backoff = BACKOFF_FIRST_MS;
  const remember = (id: string) => {
    last = id || last;
    options.onPosition(last);
  };
  while (!options.signal.aborted) {
    try {
      await readOnce({ ...options, lastEventId: last, onPosition: remember }, () => {
        backoff = BACKOFF_FIRST_MS;
        options.onOpen();
      });
    } catch {
      // Any failure is answered by connecting again.
    }
    if (options.signal.aborted) return;
    options.onDown();
    await wait(backoff * (0.75 + Math.random() / 2), options.signal);
    backoff = Math.min(backoff * 2, BACKOFF_MAX_MS);
  }
}

async function readOnce(options: StreamOptions, onOpen: () => void): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
  const headers: Record<string, string> = { Accept: "text/event-stream" };
  if (options.lastEventId) headers["Last-Event-ID"] = options.lastEventId;
  try {
    const response = await (options.fetch ?? fetch)(options.url, {
      headers,
      cache: "no-store",
      signal: AbortSignal.any([options.signal, silence.signal]),
    });
    if (!response.ok || !response.body) throw new Error(`stream answered ${response.status}`);
    onOpen();
    const parser = new SseParser();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MAX_MS);
      for (const event of parser.push(value)) options.onEvent(event);
      options.onPosition(parser.position);
    }
  } finally {
    clearTimeout(timer);
  }
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
