import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { VENUE_ZONE } from "~/shared/time/venue";
import { formatFullDay, todayIn } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { RangeFields } from "./range_fields";
import { withException, withoutException } from "./schedule";
import type { Schedule } from "./schedule";

interface ExceptionFieldsProps {
  schedule: Schedule;
  onChange: (schedule: Schedule) => void;
}

/** Dates that differ from the week: closed, or with other hours. */
export function ExceptionFields({ schedule, onChange }: ExceptionFieldsProps) {
  const { t, language } = useI18n();
  const [date, setDate] = useState("");
  const add = () => {
    onChange(withException(schedule, date, []));
    setDate("");
  };
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">{t("hours.exceptions")}</h2>
      {schedule.exceptions.map((exception) => (
        <div key={exception.date} className="rounded-xl border border-line bg-card p-3">
          <div className="flex items-center justify-between">
            <h3 className="font-semibold">{formatFullDay(exception.date, language)}</h3>
            <Button
              variant="quiet"
              aria-label={t("hours.remove_exception", {
                day: formatFullDay(exception.date, language),
              })}
              onClick={() => onChange(withoutException(schedule, exception.date))}
            >
              <Trash2 size={18} aria-hidden />
            </Button>
          </div>
          <RangeFields
            label={formatFullDay(exception.date, language)}
            ranges={exception.hours}
            onChange={(hours) => onChange(withException(schedule, exception.date, hours))}
          />
        </div>
      ))}
      <div className="flex items-end gap-2">
        <label className="flex grow flex-col gap-1 text-sm font-semibold">
          {t("hours.exception_date")}
          <input
            type="date"
            value={date}
            min={todayIn(VENUE_ZONE)}
            onChange={(event) => setDate(event.target.value)}
            className="h-11 rounded-lg border border-line-strong bg-card px-3 text-base font-normal"
          />
        </label>
        <Button disabled={!date} onClick={add}>
          {t("hours.add_exception")}
        </Button>
      </div>
    </section>
  );
}
