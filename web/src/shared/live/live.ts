import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import type { LiveEvent } from "./events";
import { LiveHub } from "./live_hub";
import type { Channel, HubOptions } from "./live_hub";

const LOCK = "meme.live.leader";
const CHANNEL = "meme.live";

function browserChannel(): Channel {
  if (typeof BroadcastChannel === "undefined") return { post: () => {}, listen: () => {} };
  const channel = new BroadcastChannel(CHANNEL);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- not a window
    post: (message) => channel.postMessage(message),
    listen: (handler) => {
      channel.addEventListener("message", (event: MessageEvent) => handler(event.data));
    },
  };
}

/** Without Web Locks (plain http away from localhost) every tab leads itself. */
const browserLock: HubOptions["lock"] = (lead) => {
  if (!navigator.locks) return void lead();
  void navigator.locks.request(LOCK, lead);
};

let hub: LiveHub | null = null;

export function liveHub(): LiveHub {
  if (!hub) {
    const tab = Math.random().toString(36).slice(2);
    const created = new LiveHub({ tab, channel: browserChannel(), lock: browserLock });
    addEventListener("pagehide", () => created.close());
    addEventListener("pageshow", (event) => event.persisted && created.resume());
    hub = created;
  }
  return hub;
}

/** Hears every live event; the handler sees the latest render's values. */
export function useLiveEvents(handler: (event: LiveEvent) => void): void {
  const onEvent = useEffectEvent(handler);
  useEffect(() => liveHub().listen((event) => onEvent(event)), []);
}

/** Watches artists' calendars for as long as the component lives. */
export function useWatchedArtists(artistIds: readonly string[]): void {
  const key = artistIds.join(",");
  useEffect(() => {
    const stops = key
      .split(",")
      .filter(Boolean)
      .map((id) => liveHub().watch(id));
    return () => stops.forEach((stop) => stop());
  }, [key]);
}

export function useLiveUp(): boolean {
  return useSyncExternalStore(liveHub().onStatus, liveHub().isUp);
}
