import { BadgeCheck, Hourglass, Star } from "lucide-react";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "./class_names";

export function Rating({ rating, count }: { rating: number; count: number }) {
  const { t, plural } = useI18n();
  if (count === 0) return <span className="text-xs text-ink-soft">{t("rating.none")}</span>;
  return (
    <span className="inline-flex items-center gap-1 text-sm">
      <Star size={14} aria-hidden className="fill-brand text-brand" />
      <span className="sr-only">{t("rating.label", { rating: rating.toFixed(2) })}</span>
      <span aria-hidden className="font-semibold">
        {rating.toFixed(2)}
      </span>
      <span className="text-ink-soft">{plural("rating.reviews", count)}</span>
    </span>
  );
}

/** Says before any tap whether a booking stands at once or waits for the artist. */
export function ModeBadge({ mode }: { mode: Schemas["PortfolioCard"]["mode"] }) {
  const { t } = useI18n();
  const instant = mode === "instant";
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full px-2 py-0.5 text-xs font-semibold",
        instant ? "bg-good-soft text-good" : "bg-wait-soft text-wait",
      )}
    >
      {instant ? <BadgeCheck size={13} aria-hidden /> : <Hourglass size={12} aria-hidden />}
      {t(instant ? "mode.instant" : "mode.approve")}
    </span>
  );
}
