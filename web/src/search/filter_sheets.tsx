import { useState } from "react";
import type { ReactNode } from "react";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { VENUE_ZONE } from "~/shared/time/venue";
import { addDays, formatTime, todayIn } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { Chip } from "~/shared/ui/chip";
import { MonthCalendar } from "~/shared/ui/month_calendar";
import { formatMoney } from "~/shared/ui/money";
import { SelectField } from "~/shared/ui/select_field";
import { Sheet } from "~/shared/ui/sheet";
import { SORTS } from "./filters";
import type { Filters } from "./filters";

export type FilterName = "date" | "time" | "district" | "category" | "place" | "price" | "sort";

interface PaneProps {
  draft: Filters;
  set: (next: Partial<Filters>) => void;
}

const panes: Record<FilterName, (props: PaneProps) => ReactNode> = {
  date: DatePane,
  time: TimePane,
  district: DistrictPane,
  category: CategoryPane,
  place: PlacePane,
  price: PricePane,
  sort: SortPane,
};

interface FilterSheetProps {
  name: FilterName | null;
  filters: Filters;
  onChange: (next: Partial<Filters>) => void;
  onClose: () => void;
}

export function FilterSheet({ name, ...rest }: FilterSheetProps) {
  if (!name) return null;
  return <OpenSheet key={name} name={name} {...rest} />;
}

/** Choices are a draft until applied, so that a look around does not ask the server ten times. */
function OpenSheet({ name, filters, onChange, onClose }: FilterSheetProps & { name: FilterName }) {
  const { t } = useI18n();
  const [draft, setDraft] = useState(filters);
  const Pane = panes[name];
  const apply = () => {
    onClose();
    onChange(draft);
  };
  return (
    <Sheet
      open
      title={t(`filter.${name}`)}
      onClose={onClose}
      footer={
        <Button variant="brand" size="large" block onClick={apply}>
          {t("filter.apply")}
        </Button>
      }
    >
      <Pane draft={draft} set={(next) => setDraft((before) => ({ ...before, ...next }))} />
    </Sheet>
  );
}

const HORIZON_DAYS = 90;

function DatePane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  const today = todayIn(VENUE_ZONE);
  const choose = (date: string) => set({ date: draft.date === date ? null : date });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex gap-2">
        <Chip selected={draft.date === today} onClick={() => choose(today)}>
          {t("home.today")}
        </Chip>
        <Chip selected={draft.date === addDays(today, 1)} onClick={() => choose(addDays(today, 1))}>
          {t("home.tomorrow")}
        </Chip>
        <Chip selected={draft.date === null} onClick={() => set({ date: null })}>
          {t("filter.any_date")}
        </Chip>
      </div>
      <MonthCalendar
        label={t("filter.date")}
        value={draft.date}
        min={today}
        max={addDays(today, HORIZON_DAYS)}
        onChange={(date) => set({ date })}
      />
    </div>
  );
}

const windows = [
  ["morning", "06:00", "12:00"],
  ["afternoon", "12:00", "18:00"],
  ["evening", "18:00", "22:00"],
] as const;

const halfHours = Array.from({ length: 49 }, (_, index) => {
  const hours = String(Math.floor(index / 2)).padStart(2, "0");
  return `${hours}:${index % 2 ? "30" : "00"}`;
});

function TimePane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  const { from, to } = draft;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Chip selected={!from && !to} onClick={() => set({ from: null, to: null })}>
          {t("filter.any_time")}
        </Chip>
        {windows.map(([name, start, end]) => (
          <Chip
            key={name}
            selected={from === start && to === end}
            onClick={() => set({ from: start, to: end })}
          >
            {t(`filter.${name}`)}
          </Chip>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3">
        <TimeSelect
          label={t("filter.from")}
          value={from}
          times={halfHours.slice(0, -1)}
          onChange={(value) =>
            set({ from: value, ...(to && value && to <= value && { to: null }) })
          }
        />
        <TimeSelect
          label={t("filter.to")}
          value={to}
          times={halfHours.filter((time) => time > (from ?? "00:00"))}
          onChange={(value) => set({ to: value })}
        />
      </div>
      <p className="text-sm text-ink-soft">
        {t(draft.date ? "filter.time_note" : "filter.time_needs_date")}
      </p>
    </div>
  );
}

interface TimeSelectProps {
  label: string;
  value: string | null;
  times: string[];
  onChange: (value: string | null) => void;
}

function TimeSelect({ label, value, times, onChange }: TimeSelectProps) {
  const { t, language } = useI18n();
  const options = times.map((time) => [time, formatTime(time, language)] as const);
  return (
    <SelectField
      label={label}
      value={value ?? ""}
      options={[["", t("filter.any_time")], ...options]}
      onChange={(text) => onChange(text || null)}
    />
  );
}

function DistrictPane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  const { reference, labelOf } = useLabels();
  const { districts } = draft;
  const toggle = (code: string) =>
    set({
      districts: districts.includes(code)
        ? districts.filter((other) => other !== code)
        : [...districts, code],
    });
  return (
    <div className="flex flex-wrap gap-2">
      <Chip selected={districts.length === 0} onClick={() => set({ districts: [] })}>
        {t("filter.all")}
      </Chip>
      {reference?.districts.map((district) => (
        <Chip
          key={district.code}
          selected={districts.includes(district.code)}
          onClick={() => toggle(district.code)}
        >
          {labelOf(district)}
        </Chip>
      ))}
    </div>
  );
}

function CategoryPane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  const { reference, labelOf } = useLabels();
  return (
    <div className="flex flex-wrap gap-2">
      <Chip selected={draft.category === null} onClick={() => set({ category: null })}>
        {t("filter.all")}
      </Chip>
      {reference?.categories.map((category) => (
        <Chip
          key={category.code}
          selected={draft.category === category.code}
          onClick={() => set({ category: category.code })}
        >
          {labelOf(category)}
        </Chip>
      ))}
    </div>
  );
}

function PlacePane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  const { label } = useLabels();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex gap-2">
        <Chip selected={draft.place === null} onClick={() => set({ place: null })}>
          {t("filter.all")}
        </Chip>
        {(["shop", "visit"] as const).map((place) => (
          <Chip key={place} selected={draft.place === place} onClick={() => set({ place })}>
            {label("places", place)}
          </Chip>
        ))}
      </div>
      <p className="text-sm text-ink-soft">{t("filter.place_note")}</p>
    </div>
  );
}

const prices = [50_000, 100_000, 150_000, 200_000, 300_000];

function PricePane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  return (
    <div className="flex flex-col gap-5">
      <PriceRow
        label={t("filter.price_max")}
        value={draft.priceMax}
        onChange={(priceMax) => set({ priceMax })}
      />
      <PriceRow
        label={t("filter.price_min")}
        value={draft.priceMin}
        onChange={(priceMin) => set({ priceMin })}
      />
    </div>
  );
}

interface PriceRowProps {
  label: string;
  value: number | null;
  onChange: (value: number | null) => void;
}

function PriceRow({ label, value, onChange }: PriceRowProps) {
  const { t, language } = useI18n();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      <div className="flex flex-wrap gap-2">
        <Chip selected={value === null} onClick={() => onChange(null)}>
          {t("filter.any_price")}
        </Chip>
        {prices.map((amount) => (
          <Chip key={amount} selected={value === amount} onClick={() => onChange(amount)}>
            {formatMoney({ amount, currency: "KRW" }, language)}
          </Chip>
        ))}
      </div>
    </fieldset>
  );
}

function SortPane({ draft, set }: PaneProps) {
  const { t } = useI18n();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        {SORTS.map((sort) => (
          <Chip key={sort} selected={draft.sort === sort} onClick={() => set({ sort })}>
            {t(`sort.${sort}`)}
          </Chip>
        ))}
      </div>
      <p className="text-sm text-ink-soft">{t("sort.note")}</p>
    </div>
  );
}
