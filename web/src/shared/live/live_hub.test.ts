import { beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "./events";
import { LiveHub } from "./live_hub";
import type { StreamOptions } from "./stream";

/** A browser: tabs that share a channel and a lock, and the streams they open. */
class Browser {
  readonly streams: StreamOptions[] = [];
  private readonly handlers = new Map<string, (message: unknown) => void>();
  private readonly waiting: { tab: string; lead: () => Promise<void> }[] = [];
  private leader: string | null = null;

  open(tab: string): LiveHub {
    return new LiveHub({
      tab,
      reopenDelayMs: 10,
      channel: {
        post: (message) => {
          for (const [other, handler] of this.handlers) if (other !== tab) handler(message);
        },
        listen: (handler) => this.handlers.set(tab, handler),
      },
      lock: (lead) => {
        this.waiting.push({ tab, lead });
        this.elect();
      },
      stream: async (options) => void this.streams.push(options),
    });
  }

  close(tab: string, hub: LiveHub): void {
    hub.close();
    this.handlers.delete(tab);
    if (this.leader === tab) this.leader = null;
    this.elect();
  }

  get live(): StreamOptions[] {
    return this.streams.filter(({ signal }) => !signal.aborted);
  }

  private elect(): void {
    const next = this.leader === null ? this.waiting.shift() : undefined;
    if (!next) return;
    this.leader = next.tab;
    // A lock is granted in a later turn, as in a browser.
    queueMicrotask(() => void next.lead());
  }
}

const settle = () => vi.advanceTimersByTimeAsync(50);
const calendar = (artistId: string) => ({
  id: "9",
  name: "calendar",
  data: JSON.stringify({ artistId, version: 2, changes: [] }),
});

describe("LiveHub", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  it("holds one stream per browser, for what all tabs watch", async () => {
    const browser = new Browser();
    const first = browser.open("a");
    const second = browser.open("b");
    first.watch("art_1");
    second.watch("art_2");
    await settle();
    expect(browser.live.map(({ url }) => url)).toEqual(["/v1/events?artists=art_1,art_2"]);
  });

  it("repeats each event to the other tabs", async () => {
    const browser = new Browser();
    const heard: string[] = [];
    const note = (tab: string) => (event: LiveEvent) => void heard.push(`${tab} ${event.name}`);
    browser.open("a").listen(note("a"));
    browser.open("b").listen(note("b"));
    await settle();
    browser.live[0]?.onEvent(calendar("art_1"));
    browser.live[0]?.onEvent({ id: "10", name: "unknown", data: "{}" });
    expect(heard.toSorted()).toEqual(["a calendar", "b calendar"]);
  });

  it("passes the stream on when the leader closes, with what the others watch", async () => {
    const browser = new Browser();
    const first = browser.open("a");
    const second = browser.open("b");
    first.watch("art_1");
    second.watch("art_2");
    await settle();
    browser.close("a", first);
    await settle();
    expect(browser.live.map(({ url }) => url)).toEqual(["/v1/events?artists=art_2"]);
  });

  it("reopens after the last event when the wishes change, and stays open when they do not", async () => {
    const browser = new Browser();
    const hub = browser.open("a");
    const stop = hub.watch("art_1");
    await settle();
    browser.live[0]?.onPosition("9");
    const again = hub.watch("art_1");
    stop();
    await settle();
    expect(browser.streams).toHaveLength(1);
    hub.watch("art_2");
    await settle();
    expect(browser.live.map(({ url, lastEventId }) => [url, lastEventId])).toEqual([
      ["/v1/events?artists=art_1,art_2", "9"],
    ]);
    again();
    await settle();
    expect(browser.live[0]?.url).toBe("/v1/events?artists=art_2");
  });

  it("hands the position on with the lock", async () => {
    const browser = new Browser();
    const first = browser.open("a");
    browser.open("b");
    await settle();
    browser.live[0]?.onPosition("9");
    browser.close("a", first);
    await settle();
    expect(browser.live.map(({ lastEventId }) => lastEventId)).toEqual(["9"]);
  });

  it("says when hearing begins, but not when it goes on where it was", async () => {
    const browser = new Browser();
    const heard: string[] = [];
    browser.open("a");
    browser.open("b").listen(({ name }) => heard.push(name));
    await settle();
    browser.live[0]?.onOpen();
    expect(heard).toEqual(["begin"]);
    browser.live[0]?.onPosition("9");
    browser.live[0]?.onOpen();
    expect(heard).toEqual(["begin"]);
  });

  it("opens anew after signing in, also from a tab that does not lead", async () => {
    const browser = new Browser();
    browser.open("a");
    const second = browser.open("b");
    await settle();
    second.reopen();
    await settle();
    expect(browser.streams).toHaveLength(2);
    expect(browser.live).toHaveLength(1);
  });

  it("tells every tab when the stream is down", async () => {
    const browser = new Browser();
    browser.open("a");
    const second = browser.open("b");
    await settle();
    browser.live[0]?.onDown();
    expect(second.isUp()).toBe(false);
    browser.live[0]?.onOpen();
    expect(second.isUp()).toBe(true);
  });
});
