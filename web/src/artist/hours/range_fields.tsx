import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "~/shared/ui/button";
import { nextRange } from "./schedule";
import type { Range } from "./schedule";

const RANGES_MAX = 8;
const box = "h-11 w-full min-w-0 rounded-lg border border-line-strong bg-card px-2 text-base";

interface RangeFieldsProps {
  /** What the hours belong to; part of every field's name. */
  label: string;
  ranges: Range[];
  onChange: (ranges: Range[]) => void;
  /** What else can be done with the day's hours, beside adding to them. */
  action?: ReactNode;
}

/** The hours of one day, several ranges; no range is a closed day. */
export function RangeFields({ label, ranges, onChange, action }: RangeFieldsProps) {
  const { t } = useI18n();
  const replace = (index: number, next: Partial<Range>) =>
    onChange(ranges.map((range, at) => (at === index ? { ...range, ...next } : range)));
  return (
    <div className="flex flex-col gap-2">
      {ranges.length === 0 && <p className="text-sm text-ink-soft">{t("hours.closed")}</p>}
      {ranges.map((range, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a range is known by its place alone
        <div key={`${index}-${ranges.length}`} className="flex items-center gap-2">
          <TimeInput
            label={t("hours.opens_at", { day: label })}
            value={range.open}
            onChange={(open) => replace(index, { open })}
          />
          <span aria-hidden>–</span>
          <TimeInput
            label={t("hours.closes_at", { day: label })}
            value={range.close}
            onChange={(close) => replace(index, { close: close === "00:00" ? "24:00" : close })}
          />
          <Button
            variant="quiet"
            aria-label={t("hours.remove_range", { day: label })}
            onClick={() => onChange(ranges.filter((_, at) => at !== index))}
          >
            <Trash2 size={18} aria-hidden />
          </Button>
        </div>
      ))}
      <div className="-ml-4 flex flex-wrap">
        {ranges.length < RANGES_MAX && (
          <Button variant="quiet" onClick={() => onChange([...ranges, nextRange(ranges)])}>
            <Plus size={16} aria-hidden /> {t("hours.add_range")}{" "}
            <span className="sr-only">({label})</span>
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}

interface TimeInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** The device's own clock face. It has no 24:00; midnight as an end is shown as 00:00. */
function TimeInput({ label, value, onChange }: TimeInputProps) {
  return (
    <input
      type="time"
      aria-label={label}
      required
      value={value === "24:00" ? "00:00" : value}
      onChange={(event) => event.target.value && onChange(event.target.value)}
      className={box}
    />
  );
}
