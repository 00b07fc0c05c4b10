import type { Schemas } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDuration } from "~/shared/time/zoned";
import { cx } from "~/shared/ui/class_names";
import { ModeBadge } from "~/shared/ui/facts";
import { formatMoney } from "~/shared/ui/money";
import { Picture } from "~/shared/ui/picture";
import type { Place } from "./calendar_queries";

/** What is being booked, small enough to stay out of the way of the times. */
export function OfferSummary({ portfolio }: { portfolio: Schemas["Portfolio"] }) {
  const { language } = useI18n();
  return (
    <div className="flex items-center gap-3 rounded-xl bg-tint p-2">
      <Picture src={portfolio.pictureUrl} className="size-14 shrink-0 rounded-lg" eager />
      <div className="min-w-0 grow">
        <p className="flex items-center gap-2">
          <span className="truncate font-bold">{portfolio.title}</span>
          <ModeBadge mode={portfolio.mode} />
        </p>
        <p className="truncate text-sm text-ink-soft">
          {portfolio.artist.name} · {formatDuration(portfolio.durationMinutes, language)} ·{" "}
          <span className="font-semibold text-ink">{formatMoney(portfolio.price, language)}</span>
        </p>
      </div>
    </div>
  );
}

interface PlaceChoiceProps {
  place: Place;
  onChange: (place: Place) => void;
}

export function PlaceChoice({ place, onChange }: PlaceChoiceProps) {
  const { t } = useI18n();
  const { label } = useLabels();
  return (
    <fieldset>
      <legend className="sr-only">{t("filter.place")}</legend>
      <div className="flex rounded-lg bg-sunken p-1">
        {(["shop", "visit"] as const).map((choice) => (
          <button
            key={choice}
            type="button"
            aria-pressed={place === choice}
            onClick={() => onChange(choice)}
            className={cx(
              "h-11 grow basis-0 rounded-md text-sm font-semibold transition-colors",
              place === choice ? "bg-card text-accent shadow-card" : "text-ink-soft",
            )}
          >
            {label("places", choice)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
