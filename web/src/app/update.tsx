import { RefreshCw, WifiOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { useOnline } from "~/shared/ui/online";

const CHECK_MS = 10 * 60_000;

async function servedBuild(): Promise<string | null> {
  try {
    const response = await fetch("/build.json", { cache: "no-cache" });
    if (!response.ok) return null;
    return ((await response.json()) as { build?: string }).build ?? null;
  } catch {
    return null;
  }
}

/** True when the server serves another build than the one this tab runs, or a piece of ours is gone. */
function useUpdateAvailable(): boolean {
  const [available, setAvailable] = useState(false);
  useEffect(() => {
    if (import.meta.env.DEV) return;
    let first: string | null = null;
    const check = async () => {
      const build = await servedBuild();
      if (build && first && build !== first) setAvailable(true);
      first ??= build;
    };
    const onVisible = () => document.visibilityState === "visible" && void check();
    // Without a network nothing can be fetched; that says nothing about the build.
    const onGone = () => navigator.onLine && setAvailable(true);
    const timer = setInterval(check, CHECK_MS);
    const start = setTimeout(check, 5000);
    document.addEventListener("visibilitychange", onVisible);
    addEventListener("vite:preloadError", onGone);
    return () => {
      clearInterval(timer);
      clearTimeout(start);
      document.removeEventListener("visibilitychange", onVisible);
      removeEventListener("vite:preloadError", onGone);
    };
  }, []);
  return available;
}

/** One strip above everything for what concerns the whole app. */
export function AppNotices() {
  const { t } = useI18n();
  const online = useOnline();
  const update = useUpdateAvailable();
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center justify-center gap-2 bg-wait-soft px-4 py-2 text-sm text-wait">
          <WifiOff size={16} aria-hidden /> {t("state.offline_banner")}
        </p>
      )}
      {update && (
        <p className="flex items-center justify-center gap-3 bg-tint px-4 text-sm">
          {t("state.update_banner")}
          <button
            type="button"
            className="flex h-11 items-center gap-1 font-semibold text-accent"
            onClick={() => location.reload()}
          >
            <RefreshCw size={16} aria-hidden /> {t("state.update_action")}
          </button>
        </p>
      )}
    </div>
  );
}
