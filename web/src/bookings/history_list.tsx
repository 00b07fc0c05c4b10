import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatMoment } from "~/shared/time/zoned";

interface HistoryListProps {
  history: Schemas["HistoryEntry"][];
  timeZone: string;
}

/** What happened, latest first; nothing is ever taken out of it. */
export function HistoryList({ history, timeZone }: HistoryListProps) {
  const { t, code, language } = useI18n();
  return (
    <section>
      <h2 className="mb-3 font-bold">{t("booking.history")}</h2>
      <ol className="ml-1.5 border-l-2 border-line">
        {history.toReversed().map((entry) => (
          <li key={`${entry.at}/${entry.event}`} className="relative pb-4 pl-5 last:pb-0">
            <span
              aria-hidden
              className="absolute top-1.5 -left-[7px] size-3 rounded-full border-2 border-page bg-accent"
            />
            <p className="text-sm font-semibold">
              {code("event", entry.event, "event.other")}
              <span className="font-normal text-ink-soft"> · {code("actor", entry.actor)}</span>
            </p>
            {entry.detail && <p className="text-sm text-ink-soft">{entry.detail}</p>}
            <p className="text-xs text-ink-faint">{formatMoment(entry.at, timeZone, language)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
