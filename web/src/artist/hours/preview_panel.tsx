import { Eye } from "lucide-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useMember } from "~/session/session";
import { api, queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDay, formatStart, formatTime, wallClock } from "~/shared/time/zoned";
import { Button } from "~/shared/ui/button";
import { SelectField } from "~/shared/ui/select_field";
import { EmptyState, ErrorState } from "~/shared/ui/states";
import { HoursProblems } from "./hours_problems";
import type { Schedule } from "./schedule";

const DAYS = 14;

/** What customers would see with the hours as they stand in the editor, before they are saved. */
export function PreviewPanel({ schedule }: { schedule: Schedule }) {
  const { t } = useI18n();
  const artistId = useMember()?.artistId ?? "";
  const artist = queries.useQuery(
    "get",
    "/v1/artists/{artistId}",
    { params: { path: { artistId } } },
    { enabled: artistId !== "" },
  );
  const [chosen, setChosen] = useState("");
  const portfolios = artist.data?.portfolios ?? [];
  const portfolioId = chosen || (portfolios[0]?.id ?? "");
  const preview = useMutation({
    mutationFn: async () => {
      const place =
        portfolios.find(({ id }) => id === portfolioId)?.place === "visit" ? "visit" : "shop";
      const { data } = await api.POST("/v1/artists/{artistId}/schedule/preview", {
        params: { path: { artistId } },
        body: { schedule, portfolioId, days: DAYS, place },
      });
      return data;
    },
  });
  return (
    <section className="flex flex-col gap-4 rounded-2xl bg-tint p-4">
      <h2 className="flex items-center gap-2 text-lg font-bold">
        <Eye size={20} aria-hidden /> {t("hours.preview")}
      </h2>
      <SelectField
        label={t("hours.preview_portfolio")}
        value={portfolioId}
        options={portfolios.map(({ id, title }) => [id, title] as const)}
        onChange={setChosen}
      />
      <Button
        variant="solid"
        disabled={!portfolioId}
        busy={preview.isPending}
        onClick={() => preview.mutate()}
      >
        {t("hours.preview_show")}
      </Button>
      {preview.error && (
        <HoursProblems error={preview.error} fallback={<ErrorState error={preview.error} />} />
      )}
      {preview.data && <Seen preview={preview.data} />}
    </section>
  );
}

function Seen({ preview }: { preview: Schemas["SchedulePreview"] }) {
  const { t, language, plural } = useI18n();
  const { availability, conflicts } = preview;
  return (
    <div className="flex flex-col gap-3" aria-live="polite">
      {conflicts.length > 0 && (
        <div className="rounded-lg bg-wait-soft px-4 py-3 text-sm text-wait">
          <p className="font-semibold">{plural("hours.conflicts", conflicts.length)}</p>
          <ul>
            {conflicts.map(({ reservationId, start }) => (
              <li key={reservationId}>{formatStart(start, language)}</li>
            ))}
          </ul>
        </div>
      )}
      {availability.days.every((day) => day.slots.length === 0) && (
        <EmptyState title={t("hours.preview_nothing")} />
      )}
      <ul className="flex flex-col gap-2">
        {availability.days
          .filter((day) => day.slots.length > 0)
          .map((day) => (
            <li key={day.date} className="rounded-lg bg-card p-3 text-sm">
              <p className="font-semibold">{formatDay(day.date, language)}</p>
              <p className="text-ink-soft">
                {day.slots
                  .map(({ start }) => formatTime(wallClock(start).time, language))
                  .join(" · ")}
              </p>
            </li>
          ))}
      </ul>
    </div>
  );
}
