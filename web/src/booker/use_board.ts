import { useLayoutEffect, useRef, useState } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import type { CalendarChange } from "~/shared/live/events";
import { formatTime, wallClock } from "~/shared/time/zoned";
import { announce } from "~/shared/ui/announcer";
import { newlyGone, openBoard, refreshBoard, showFresh, takeRange } from "./slot_board";
import type { Board, Slot } from "./slot_board";

interface BoardInput {
  /** Another key (day, place) is another board, laid out anew. */
  key: string;
  date: string;
  /** Undefined until the day's snapshot is there. */
  slots: readonly Slot[] | undefined;
  /** Of the calendar, when the snapshot was made. */
  version: number;
  /** The person's own time, held or on its way. */
  mine: Slot | null;
}

const NAMED_MAX = 3;

export function useBoard({ key, date, slots, version, mine }: BoardInput) {
  const { t, plural, language } = useI18n();
  const [shown, setShown] = useState<{ key: string; board: Board } | null>(null);
  const latest = useRef(shown);
  const heard = useRef(0);

  const put = (board: Board) => {
    const before = latest.current?.key === key ? latest.current.board : null;
    if (before === board) return;
    const gone = before ? newlyGone(before, board) : [];
    if (gone.length > NAMED_MAX) announce(plural("booker.gone_many", gone.length));
    else if (gone.length > 0) {
      const times = gone.map(({ start }) => formatTime(wallClock(start).time, language)).join(", ");
      announce(t("booker.gone_named", { times }));
    }
    latest.current = { key, board };
    setShown(latest.current);
  };

  useLayoutEffect(() => {
    if (!slots) return;
    const before = latest.current?.key === key ? latest.current.board : null;
    // Asked before a change that is on the board already; the next one is on its way.
    if (before && version < heard.current) return;
    put(before ? refreshBoard(before, slots, mine) : openBoard(date, slots, mine));
    // The board follows the snapshot; `put` and `mine` are read at that moment. After a time was taken and
    // let go the slots are those from before, and only the version says that the board must look again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, slots, version, mine?.start]);

  const change = (event: CalendarChange, after: number) => {
    heard.current = Math.max(heard.current, after);
    const before = latest.current;
    if (before?.key === key) put(takeRange(before.board, event, mine));
  };
  const reveal = () => {
    const before = latest.current;
    if (before?.key === key) put(showFresh(before.board));
  };
  return { board: shown?.key === key ? shown.board : null, change, reveal };
}
