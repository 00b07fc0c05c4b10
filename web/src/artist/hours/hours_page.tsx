import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMember } from "~/session/session";
import { api } from "~/shared/api/client";
import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { ErrorState, QueryView, Skeleton } from "~/shared/ui/states";
import { ExceptionFields } from "./exception_fields";
import { HoursProblems } from "./hours_problems";
import { PreviewPanel } from "./preview_panel";
import { RangeFields } from "./range_fields";
import { copyToOpenDays, NUMBERS, withDay } from "./schedule";
import type { NumberField, Schedule } from "./schedule";

interface Stored {
  schedule: Schedule;
  etag: string;
}

/** The artist's hours: week, exceptions, notice and buffers, with what customers would see. */
export default function HoursPage() {
  const { t } = useI18n();
  const artistId = useMember()?.artistId ?? "";
  const stored = useQuery({
    queryKey: ["get", "/v1/artists/{artistId}/schedule", artistId],
    enabled: artistId !== "",
    // An editor must not change under the person's hands.
    refetchOnWindowFocus: false,
    queryFn: async (): Promise<Stored> => {
      const { data, response } = await api.GET("/v1/artists/{artistId}/schedule", {
        params: { path: { artistId } },
      });
      if (!data) throw new Error("empty answer");
      return { schedule: data, etag: response.headers.get("etag") ?? "" };
    },
  });
  // Lives above the editor, which begins anew with each version that is stored.
  const saving = useSave(artistId);
  return (
    <Page title={t("artist.nav.hours")}>
      <QueryView query={stored} skeleton={<Skeleton className="h-96" />}>
        {(found) => <Editor key={found.etag} stored={found} saving={saving} />}
      </QueryView>
    </Page>
  );
}

interface EditorProps {
  stored: Stored;
  saving: ReturnType<typeof useSave>;
}

function Editor({ stored, saving }: EditorProps) {
  const { t } = useI18n();
  const [schedule, setSchedule] = useState(stored.schedule);
  const { busy, error, saved, save } = saving;
  return (
    <div className="flex flex-col gap-8 lg:grid lg:grid-cols-[3fr_2fr] lg:items-start">
      <form
        className="flex flex-col gap-8"
        onSubmit={(event) => {
          event.preventDefault();
          void save(schedule, stored.etag);
        }}
      >
        <WeekFields schedule={schedule} onChange={setSchedule} />
        <ExceptionFields schedule={schedule} onChange={setSchedule} />
        <NumberFields schedule={schedule} onChange={setSchedule} />
        {error !== null && <HoursProblems error={error} fallback={<SaveFailed error={error} />} />}
        <p role="status" className="text-sm text-good">
          {saved && schedule === stored.schedule ? t("hours.saved") : ""}
        </p>
        <Button type="submit" variant="brand" size="large" block busy={busy}>
          {t("hours.save")}
        </Button>
      </form>
      <PreviewPanel schedule={schedule} />
    </div>
  );
}

/** Saves with the version that was read: hours that somebody else changed meanwhile are not overwritten. */
function useSave(artistId: string) {
  const cache = useQueryClient();
  const [state, setState] = useState<{ busy: boolean; saved: boolean; error: unknown }>({
    busy: false,
    saved: false,
    error: null,
  });
  const save = async (schedule: Schedule, etag: string) => {
    setState({ busy: true, saved: false, error: null });
    try {
      await api.PUT("/v1/artists/{artistId}/schedule", {
        params: { path: { artistId }, header: { "If-Match": etag } },
        body: schedule,
      });
      await cache.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith("/v1/artists/{artistId}"),
      });
      setState({ busy: false, saved: true, error: null });
    } catch (error) {
      setState({ busy: false, saved: false, error });
    }
  };
  return { ...state, save };
}

function SaveFailed({ error }: { error: unknown }) {
  const { t } = useI18n();
  if (!isProblem(error, "version_mismatch")) return <ErrorState error={error} />;
  return (
    <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
      {t("hours.stale")}
    </p>
  );
}

interface FieldsProps {
  schedule: Schedule;
  onChange: (schedule: Schedule) => void;
}

function WeekFields({ schedule, onChange }: FieldsProps) {
  const { t } = useI18n();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">{t("hours.week")}</h2>
      {schedule.weekly.map((ranges, weekday) => {
        const name = t(`weekday.${weekday as 0}`);
        return (
          // Weekdays never change places.
          <div
            key={name}
            className="flex flex-col gap-x-4 gap-y-2 rounded-xl border border-line bg-card p-3 sm:flex-row"
          >
            <h3 className="w-24 shrink-0 font-semibold sm:pt-2.5">{name}</h3>
            <div className="min-w-0 grow">
              <RangeFields
                label={name}
                ranges={ranges}
                onChange={(next) => onChange(withDay(schedule, weekday, next))}
                action={
                  ranges.length > 0 && (
                    <Button
                      variant="quiet"
                      onClick={() => onChange(copyToOpenDays(schedule, weekday))}
                    >
                      {t("hours.copy")} <span className="sr-only">({name})</span>
                    </Button>
                  )
                }
              />
            </div>
          </div>
        );
      })}
    </section>
  );
}

function NumberFields({ schedule, onChange }: FieldsProps) {
  const { t } = useI18n();
  const set = (field: NumberField, text: string) =>
    onChange({ ...schedule, [field]: Number.parseInt(text, 10) || 0 });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">{t("hours.rules")}</h2>
      <div className="grid grid-cols-2 gap-3">
        {NUMBERS.map(([field, min, max]) => (
          <label key={field} className="flex flex-col gap-1 text-sm font-medium">
            {t(`hours.field.${field}`)}
            <input
              type="number"
              inputMode="numeric"
              min={min}
              max={max}
              required
              value={schedule[field]}
              onChange={(event) => set(field, event.target.value)}
              className="h-11 rounded-lg border border-line-strong bg-card px-3 text-base font-normal"
            />
          </label>
        ))}
      </div>
    </section>
  );
}
