import { useI18n } from "~/shared/i18n/i18n";
import type { I18n } from "~/shared/i18n/i18n";
import { deviceReading, formatTime, wallClock } from "~/shared/time/zoned";
import { cx } from "~/shared/ui/class_names";
import { Spinner } from "~/shared/ui/button";
import { Skeleton } from "~/shared/ui/states";
import { ZoneNote } from "~/shared/ui/venue_time";
import { dayParts } from "./slot_board";
import type { Board, Slot, Tile } from "./slot_board";

interface SlotGridProps {
  board: Board;
  /** Start of the chosen time, and the word it wears. */
  chosen: string | null;
  chosenWord: string;
  /** Start of a time that is being taken right now. */
  pending: string | null;
  onChoose: (slot: Slot) => void;
  onExplain: (slot: Slot) => void;
  onReveal: () => void;
}

export function SlotGrid(props: SlotGridProps) {
  const { t, plural } = useI18n();
  const { board, chosen, onReveal } = props;
  return (
    <div className="flex flex-col gap-5">
      {/* The row is always there, so that a pill's coming does not push the times down. */}
      <div className="-mb-4 flex min-h-11 items-center justify-between gap-2">
        <ZoneNote start={chosen ?? board.tiles[0]?.start} />
        <div role="status">
          {board.fresh.length > 0 && (
            <button
              type="button"
              onClick={onReveal}
              className="appear-in flex h-11 items-center rounded-full bg-good-soft px-4 text-sm font-semibold whitespace-nowrap text-good"
            >
              {plural("booker.fresh", board.fresh.length)}
            </button>
          )}
        </div>
      </div>
      {dayParts(board.tiles).map(({ name, tiles }) => (
        <section key={name} aria-labelledby={`slots-${name}`}>
          <h2 id={`slots-${name}`} className="mb-2 text-sm font-semibold text-ink-soft">
            {t(`booker.${name}`)}
          </h2>
          <ul className="grid grid-cols-4 gap-2">
            {tiles.map((tile) => (
              <li key={tile.start}>
                <SlotButton tile={tile} {...props} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

type Look = "free" | "mine" | "chosen" | "pending" | "gone" | "closed";

const looks: Record<Look, string> = {
  free: "border-line bg-card hover:border-accent hover:text-accent",
  mine: "border-dashed border-line-strong bg-card hover:border-accent",
  chosen: "border-brand bg-brand text-on-brand shadow-card",
  pending: "border-brand bg-accent-soft text-accent",
  gone: "border-transparent bg-sunken text-ink-faint",
  closed: "border-transparent bg-sunken text-ink-faint",
};

function lookOf({ state, start }: Tile, chosen: string | null, pending: string | null): Look {
  if (start === pending) return "pending";
  if (start === chosen && state !== "gone") return "chosen";
  return state;
}

/** Never disabled: a time that cannot be had still takes the focus and tells why. */
function SlotButton({
  tile,
  chosen,
  chosenWord,
  pending,
  onChoose,
  onExplain,
}: { tile: Tile } & SlotGridProps) {
  const i18n = useI18n();
  const look = lookOf(tile, chosen, pending);
  const offered = look !== "gone" && look !== "closed";
  const { time } = wallClock(tile.start);
  const second = look === "chosen" ? chosenWord : secondLine(tile, look, i18n);
  const shown = formatTime(time, "en").replace(/ .*/, "");
  return (
    <button
      type="button"
      aria-pressed={offered ? look === "chosen" : undefined}
      aria-haspopup={offered ? undefined : "dialog"}
      aria-busy={look === "pending" || undefined}
      onClick={() => (offered ? onChoose(tile) : onExplain(tile))}
      className={cx(
        "flex h-13 w-full flex-col items-center justify-center rounded-lg border text-base font-semibold transition-colors",
        looks[look],
      )}
    >
      <span className="sr-only">
        {i18n.t(`booker.${Number(time.slice(0, 2)) < 12 ? "morning" : "afternoon"}`)}{" "}
      </span>
      {look === "pending" ? (
        <Spinner />
      ) : (
        <span className={cx(!offered && "font-normal line-through decoration-1")}>{shown}</span>
      )}
      {second && <span className="text-[0.6875rem] leading-tight font-medium">{second}</span>}
      {!offered && <span className="sr-only">{i18n.t("booker.why")}</span>}
    </button>
  );
}

function secondLine(tile: Tile, look: Look, { t, language }: I18n): string | null {
  if (look === "gone") return t("booker.just_gone");
  if (look === "closed") return t("booker.full_short");
  return deviceReading(tile.start, language)?.time ?? null;
}

export function SlotSkeleton() {
  return (
    <div className="grid grid-cols-4 gap-2 pt-12">
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} className="h-13" />
      ))}
    </div>
  );
}
