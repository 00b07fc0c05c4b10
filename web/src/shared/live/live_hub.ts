import { readLiveEvent } from "./events";
import type { LiveEvent } from "./events";
import { runStream } from "./stream";
import type { StreamOptions } from "./stream";

/** What tabs of one browser say to each other. */
type Message =
  | { kind: "want"; tab: string; artists: string[] }
  | { kind: "bye"; tab: string }
  | { kind: "roll-call" }
  | { kind: "event"; event: LiveEvent }
  | { kind: "position"; id: string }
  | { kind: "status"; up: boolean }
  | { kind: "reopen" };

export interface Channel {
  post: (message: unknown) => void;
  listen: (handler: (message: unknown) => void) => void;
}

export interface HubOptions {
  tab: string;
  channel: Channel;
  /** Resolves `lead` when this tab becomes the only holder of the lock; releases when it returns. */
  lock: (lead: () => Promise<void>) => void;
  stream?: (options: StreamOptions) => Promise<void>;
  base?: string;
  reopenDelayMs?: number;
}

const ARTISTS_MAX = 50;

/**
 * One event stream per browser. The tab that holds the lock reads the server's stream for the union of
 * what all tabs watch and repeats each event and the position on the channel; when it closes, the lock
 * passes on, and the next tab goes on after that position.
 */
export class LiveHub {
  private readonly wants = new Map<string, number>();
  private readonly others = new Map<string, string[]>();
  private readonly listeners = new Set<(event: LiveEvent) => void>();
  private readonly statusListeners = new Set<() => void>();
  private leading = false;
  private up = true;
  private lastEventId = "";
  private openFor = "";
  private abort: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: HubOptions) {
    options.channel.listen((message) => this.receive(message as Message));
    options.lock(() => this.lead());
  }

  /** Counts interest in an artist's calendar; the returned function takes it back. */
  watch(artistId: string): () => void {
    this.wants.set(artistId, (this.wants.get(artistId) ?? 0) + 1);
    this.announceWants();
    return () => {
      const left = (this.wants.get(artistId) ?? 1) - 1;
      if (left > 0) this.wants.set(artistId, left);
      else this.wants.delete(artistId);
      this.announceWants();
    };
  }

  listen(listener: (event: LiveEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  isUp = (): boolean => this.up;

  /** The person signed in or out: the stream carries other events from now on. */
  reopen(): void {
    this.post({ kind: "reopen" });
    this.openFor = "";
    this.schedule();
  }

  /** The tab goes away: its wishes must not keep the leader's stream wide. */
  close(): void {
    this.post({ kind: "bye", tab: this.options.tab });
    this.abort?.abort();
  }

  /** The page came back from the browser's back-forward cache. */
  resume(): void {
    this.openFor = "";
    this.announceWants();
  }

  private post(message: Message): void {
    this.options.channel.post(message);
  }

  private announceWants(): void {
    this.post({ kind: "want", tab: this.options.tab, artists: [...this.wants.keys()] });
    this.schedule();
  }

  private receive(message: Message): void {
    switch (message.kind) {
      case "want":
        this.others.set(message.tab, message.artists);
        return this.schedule();
      case "bye":
        this.others.delete(message.tab);
        return this.schedule();
      case "roll-call":
        return this.post({ kind: "want", tab: this.options.tab, artists: [...this.wants.keys()] });
      case "event":
        return this.deliver(message.event);
      case "position":
        this.lastEventId = message.id;
        return;
      case "status":
        return this.setUp(message.up);
      case "reopen":
        // Another tab signed in or out: what this one shows may be another person's.
        this.deliver({ name: "reset" });
        this.openFor = "";
        return this.schedule();
    }
  }

  private async lead(): Promise<void> {
    this.leading = true;
    this.post({ kind: "roll-call" });
    this.schedule();
    await new Promise(() => {});
  }

  /** Wishes change in bursts (a list mounting, a page changing): open once for all of them. */
  private schedule(): void {
    if (!this.leading) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), this.options.reopenDelayMs ?? 60);
  }

  private open(): void {
    const artists = this.union();
    const wanted = artists.join(",") || "-";
    if (wanted === this.openFor) return;
    this.openFor = wanted;
    this.abort?.abort();
    this.abort = new AbortController();
    const query = artists.length > 0 ? `?artists=${artists.join(",")}` : "";
    void (this.options.stream ?? runStream)({
      url: `${this.options.base ?? ""}/v1/events${query}`,
      lastEventId: this.lastEventId,
      signal: this.abort.signal,
      onOpen: () => {
        this.broadcastUp(true);
        // Without a position nothing is repeated of what happened since the pages were read.
        if (!this.lastEventId) this.broadcast({ name: "begin" });
      },
      onDown: () => this.broadcastUp(false),
      onEvent: ({ name, data }) => {
        const event = readLiveEvent(name, data);
        if (event) this.broadcast(event);
      },
      onPosition: (id) => {
        if (id === this.lastEventId) return;
        this.lastEventId = id;
        this.post({ kind: "position", id });
      },
    });
  }

  private broadcast(event: LiveEvent): void {
    this.post({ kind: "event", event });
    this.deliver(event);
  }

  private union(): string[] {
    const all = new Set(this.wants.keys());
    for (const artists of this.others.values()) for (const artist of artists) all.add(artist);
    return [...all].slice(0, ARTISTS_MAX).toSorted();
  }

  private deliver(event: LiveEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private broadcastUp(up: boolean): void {
    this.post({ kind: "status", up });
    this.setUp(up);
  }

  private setUp(up: boolean): void {
    if (this.up === up) return;
    this.up = up;
    for (const listener of this.statusListeners) listener();
  }
}
