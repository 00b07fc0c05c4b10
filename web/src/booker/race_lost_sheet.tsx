import { useI18n } from "~/shared/i18n/i18n";
import { formatStart } from "~/shared/time/zoned";
import { Sheet } from "~/shared/ui/sheet";
import { NearestTimes } from "./nearest_times";
import type { Slot } from "./slot_board";

export interface RaceLost {
  start: string;
  alternatives: Slot[];
}

interface RaceLostSheetProps {
  lost: RaceLost;
  /** True where a form was being filled in: it is kept, and the sheet says so. */
  formKept: boolean;
  onClose: () => void;
  onChoose: (slot: Slot) => void;
}

export function RaceLostSheet({ lost, formKept, onClose, onChoose }: RaceLostSheetProps) {
  const { t, language } = useI18n();
  return (
    <Sheet open title={t("race.title")} onClose={onClose}>
      <p className="mb-4" role="alert">
        {t("race.detail", { when: formatStart(lost.start, language) })}{" "}
        {formKept && t("race.form_kept")}
      </p>
      <NearestTimes slots={lost.alternatives} onChoose={onChoose} />
    </Sheet>
  );
}
