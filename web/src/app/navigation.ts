import { useEffect, useLayoutEffect, useRef } from "react";
import { useLocation } from "wouter";
import { useBrowserLocation } from "wouter/use-browser-location";
import type { BaseLocationHook } from "wouter";

/**
 * The browser's location, with each entry's depth kept in the history state: the back button of a page
 * then knows whether there is a page of ours behind it.
 */
export const useDepthLocation: BaseLocationHook = () => {
  const [path, navigate] = useBrowserLocation();
  const go: typeof navigate = (to, options = {}) => {
    const depth = Number((history.state as { depth?: number } | null)?.depth ?? 0);
    const state = { ...(options.state as object | undefined) };
    navigate(to, { ...options, state: { ...state, depth: options.replace ? depth : depth + 1 } });
  };
  return [path, go];
};

/** New page: top and focus on its heading. Back: the browser restores the position itself. */
export function useArrival(): void {
  const [path] = useLocation();
  const popped = useRef(true);
  const shown = useRef("");
  useEffect(() => {
    const onPop = () => (popped.current = true);
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);
  useLayoutEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    if (!popped.current) {
      scrollTo(0, 0);
      document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    }
    popped.current = false;
  }, [path]);
}
