import { useI18n } from "~/shared/i18n/i18n";
import { deviceReading, formatTime, wallClock } from "~/shared/time/zoned";
import { cx } from "./class_names";

/** A start at the venue; a device elsewhere shows its own reading as a second line. */
export function VenueTime({ start }: { start: string }) {
  const { language } = useI18n();
  const elsewhere = deviceReading(start, language);
  return (
    <span className="flex flex-col items-center leading-tight whitespace-nowrap">
      {formatTime(wallClock(start).time, language)}
      {elsewhere && <span className="text-[0.6875rem] font-medium">{elsewhere.time}</span>}
    </span>
  );
}

interface VenueNoteProps {
  start: string;
  className?: string;
}

/** Under one time: whose clock it is, and what the device's own shows where that differs. */
export function VenueNote({ start, className }: VenueNoteProps) {
  const { t, language } = useI18n();
  const elsewhere = deviceReading(start, language);
  return (
    <span className={cx("block text-xs font-medium text-ink-soft", className)}>
      {elsewhere ? t("time.device", { when: `${elsewhere.day} ${elsewhere.time}` }) : t("time.kst")}
    </span>
  );
}

/** Above many times: they are the venue's; a device elsewhere is told what the second lines are. */
export function ZoneNote({ start }: { start: string | undefined }) {
  const { t, language } = useI18n();
  const elsewhere = start ? deviceReading(start, language) : null;
  return (
    <p className="text-xs text-ink-soft">
      {t("time.zone")}
      {elsewhere && <span className="block">{t("time.device_second_line")}</span>}
    </p>
  );
}
