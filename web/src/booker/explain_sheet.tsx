import { CircleHelp } from "lucide-react";
import { queries } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatStart } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { Sheet } from "~/shared/ui/sheet";
import { QueryView, Skeleton } from "~/shared/ui/states";
import type { Place } from "./calendar_queries";
import { NearestTimes } from "./nearest_times";
import type { Slot } from "./slot_board";

interface ExplainSheetProps {
  portfolioId: string;
  place: Place;
  /** The time asked about. */
  start: string;
  onClose: () => void;
  onChoose: (slot: Slot) => void;
  /** Absent where waiting makes no sense. */
  onWait?: () => void;
}

/** "Why not?": the server's own reasons, the nearest times that can be had, and the waiting list. */
export function ExplainSheet(props: ExplainSheetProps) {
  const { portfolioId, place, start, onClose, onChoose, onWait } = props;
  const { t, code, language } = useI18n();
  const query = queries.useQuery(
    "get",
    "/v1/portfolios/{portfolioId}/explain",
    { params: { path: { portfolioId }, query: { start, place } } },
    { staleTime: 0, gcTime: 0 },
  );
  return (
    <Sheet open title={t("explain.title")} onClose={onClose}>
      <p className="mb-3 text-lg font-bold">{formatStart(start, language)}</p>
      <QueryView query={query} skeleton={<Skeleton className="h-40" />}>
        {({ offered, reasons, nearest }) => (
          <div className="flex flex-col gap-5">
            <ul className="flex flex-col gap-2 rounded-lg bg-tint p-4">
              {offered && <li>{t("explain.offered")}</li>}
              {reasons.map((reason) => (
                <li key={reason.code} className="flex items-start gap-2">
                  <CircleHelp size={18} aria-hidden className="mt-1 shrink-0 text-accent" />
                  {code("reason", reason.code, "reason.other")}
                </li>
              ))}
            </ul>
            <NearestTimes slots={nearest} onChoose={onChoose} />
            {onWait && (
              <Button block onClick={onWait}>
                {t("waitlist.join")}
              </Button>
            )}
          </div>
        )}
      </QueryView>
    </Sheet>
  );
}
