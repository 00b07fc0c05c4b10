import { Copy, Rss } from "lucide-react";
import { useState } from "react";
import { api } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "~/shared/ui/button";
import { ErrorState } from "~/shared/ui/states";

interface State {
  busy: boolean;
  error: unknown;
  /** Known only right after it was made: the server keeps no secret that it could show again. */
  url: string | null;
  removed: boolean;
}

const idle: State = { busy: false, error: null, url: null, removed: false };

function useFeed(artistId: string) {
  const [state, setState] = useState(idle);
  const init = { params: { path: { artistId } } };
  const run = async (call: () => Promise<Partial<State>>) => {
    setState({ ...idle, busy: true });
    try {
      setState({ ...idle, ...(await call()) });
    } catch (error) {
      setState({ ...idle, error });
    }
  };
  const rotate = () =>
    run(async () => {
      const { data } = await api.POST("/v1/artists/{artistId}/calendar-feed", init);
      return { url: data ? new URL(data.url, location.origin).href : null };
    });
  const remove = () =>
    run(async () => {
      await api.DELETE("/v1/artists/{artistId}/calendar-feed", init);
      return { removed: true };
    });
  return { ...state, rotate, remove };
}

/** A secret address with which calendar programs show the bookings made here. */
export function FeedPanel({ artistId }: { artistId: string }) {
  const { t } = useI18n();
  const { busy, error, url, removed, rotate, remove } = useFeed(artistId);
  return (
    <section aria-labelledby="feed" className="flex flex-col gap-4 rounded-2xl bg-tint p-4">
      <h2 id="feed" className="flex items-center gap-2 text-lg font-bold">
        <Rss size={20} aria-hidden /> {t("feed.title")}
      </h2>
      <p className="text-sm text-ink-soft">{t("feed.detail")}</p>
      {url && <FeedAddress url={url} />}
      <p role="status" className="text-sm text-good empty:hidden">
        {removed ? t("feed.removed") : ""}
      </p>
      {error !== null && <ErrorState error={error} />}
      <Button variant="solid" busy={busy} onClick={() => void rotate()}>
        {t("feed.rotate")}
      </Button>
      <Button variant="danger" busy={busy} onClick={() => void remove()}>
        {t("feed.remove")}
      </Button>
      <p className="text-xs text-ink-soft">{t("feed.rotate_note")}</p>
    </section>
  );
}

function FeedAddress({ url }: { url: string }) {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(url);
    setCopied(true);
  };
  return (
    <div className="flex flex-col gap-3 rounded-lg bg-card p-3">
      <p className="text-sm font-semibold">{t("feed.once")}</p>
      <input
        readOnly
        value={url}
        aria-label={t("feed.address")}
        onFocus={(event) => event.target.select()}
        className="h-11 w-full rounded-lg border border-line-strong bg-sunken px-3 text-sm"
      />
      <Button onClick={() => void copy()}>
        <Copy size={16} aria-hidden /> {t(copied ? "feed.copied" : "feed.copy")}
      </Button>
    </div>
  );
}
