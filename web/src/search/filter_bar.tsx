import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { useLabels } from "~/shared/api/reference";
import type { I18n } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay } from "~/shared/time/zoned";
import { cx } from "~/shared/ui/class_names";
import { formatMoney } from "~/shared/ui/money";
import { activeCount, noFilters } from "./filters";
import type { Filters } from "./filters";
import { FilterSheet } from "./filter_sheets";
import type { FilterName } from "./filter_sheets";

interface FilterBarProps {
  filters: Filters;
  onChange: (next: Partial<Filters>) => void;
}

const ORDER: FilterName[] = ["date", "time", "district", "category", "place", "price", "sort"];

/** What is asked for, as pills that name their value; each opens its sheet. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState<FilterName | null>(null);
  const values = useValues(filters);
  return (
    <div className="sticky top-[calc(var(--shell-top,0px)+3rem)] z-10 -mx-4 mb-3 bg-page/95 backdrop-blur">
      <div className="no-bar relative flex gap-2 overflow-x-auto px-4 py-2">
        {activeCount(filters) > 0 && (
          <button
            type="button"
            onClick={() => onChange({ ...noFilters, sort: filters.sort })}
            aria-label={t("search.clear")}
            className="grid size-11 shrink-0 place-items-center rounded-full border border-line bg-card text-ink-soft hover:bg-sunken"
          >
            <X size={18} aria-hidden />
          </button>
        )}
        {ORDER.map((name) => {
          const value = values[name];
          return (
            <button
              key={name}
              type="button"
              aria-haspopup="dialog"
              onClick={() => setOpen(name)}
              className={cx(
                "flex h-11 shrink-0 items-center gap-1 rounded-full border pr-3 pl-4 text-sm font-medium whitespace-nowrap transition-colors",
                value
                  ? "border-accent bg-accent-soft text-accent"
                  : "border-line bg-card text-ink hover:bg-sunken",
              )}
            >
              {value && <span className="sr-only">{t(`filter.${name}`)}: </span>}
              {value ?? t(`filter.${name}`)}
              <ChevronDown size={15} aria-hidden />
            </button>
          );
        })}
      </div>
      <FilterSheet
        name={open}
        filters={filters}
        onChange={onChange}
        onClose={() => setOpen(null)}
      />
    </div>
  );
}

function useValues(filters: Filters): Record<FilterName, string | null> {
  const i18n = useI18n();
  const { label } = useLabels();
  const { districts, category, place, date } = filters;
  const first = districts[0];
  return {
    date: date && formatDay(date, i18n.language),
    time: timeText(filters, i18n),
    district: first
      ? label("districts", first) + (districts.length > 1 ? ` +${districts.length - 1}` : "")
      : null,
    category: category && label("categories", category),
    place: place && label("places", place),
    price: priceText(filters, i18n),
    sort: filters.sort === "recommended" ? null : i18n.t(`sort.${filters.sort}`),
  };
}

function timeText({ from, to, date }: Filters, { t }: I18n): string | null {
  if (!date || (!from && !to)) return null;
  return t("filter.range", { from: from ?? "", to: to ?? "" }).trim();
}

function priceText({ priceMin, priceMax }: Filters, { t, language }: I18n): string | null {
  const money = (amount: number) => formatMoney({ amount, currency: "KRW" }, language);
  if (priceMin !== null && priceMax !== null) {
    return t("filter.range", { from: money(priceMin), to: money(priceMax) });
  }
  if (priceMax !== null) return t("filter.price_to", { price: money(priceMax) });
  return priceMin !== null ? t("filter.price_from", { price: money(priceMin) }) : null;
}
