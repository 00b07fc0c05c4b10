import { useState } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatTime, instantOf } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { SelectField } from "~/shared/ui/select_field";
import { Sheet } from "~/shared/ui/sheet";

const halfHours = Array.from({ length: 48 }, (_, index) => {
  const hours = String(Math.floor(index / 2)).padStart(2, "0");
  return `${hours}:${index % 2 ? "30" : "00"}`;
});

interface WhySheetProps {
  date: string;
  timeZone: string;
  onClose: () => void;
  onAsk: (start: string) => void;
}

/** For a time that is not on the board at all: which one, then why not. */
export function WhySheet({ date, timeZone, onClose, onAsk }: WhySheetProps) {
  const { t, language } = useI18n();
  const [time, setTime] = useState("09:00");
  const start = instantOf(date, time, timeZone);
  return (
    <Sheet open title={t("explain.ask")} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="font-bold">{formatDay(date, language)}</p>
        <SelectField
          label={t("explain.which")}
          value={time}
          options={halfHours
            .filter((option) => instantOf(date, option, timeZone) !== null)
            .map((option) => [option, formatTime(option, language)])}
          onChange={setTime}
        />
        <Button
          variant="brand"
          size="large"
          block
          disabled={start === null}
          onClick={() => start && onAsk(start)}
        >
          {t("explain.title")}
        </Button>
      </div>
    </Sheet>
  );
}
