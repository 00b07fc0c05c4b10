import { useEffect, useEffectEvent, useRef } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { formatStart } from "~/shared/time/zoned";
import { announceNow } from "~/shared/ui/announcer";
import { Button } from "~/shared/ui/button";
import { cx } from "~/shared/ui/class_names";
import { formatCountdown, milestone, useSecondsLeft } from "./countdown";
import type { Milestone } from "./countdown";
import type { Hold } from "./holds";

const URGENT_SECONDS = 60;

/** Counts a hold down and speaks at one minute, ten seconds and the end; `onOver` comes once. */
export function useHoldCountdown(hold: Hold | null, onOver?: () => void): number | null {
  const { t } = useI18n();
  const seconds = useSecondsLeft(hold?.deadlineMs ?? null);
  const speak = useEffectEvent((mark: Milestone) => {
    announceNow(t(`hold.spoken_${mark}`));
    if (mark === 0) onOver?.();
  });
  const before = useRef<{ id: string; seconds: number } | null>(null);
  useEffect(() => {
    if (!hold || seconds === null) {
      before.current = null;
      return;
    }
    const last = before.current?.id === hold.id ? before.current.seconds : Infinity;
    before.current = { id: hold.id, seconds };
    if (last === Infinity && seconds > 0) return;
    const mark = milestone(last, seconds);
    if (mark !== null) speak(mark);
  }, [hold, seconds]);
  return seconds;
}

export function Countdown({ seconds }: { seconds: number }) {
  const { t } = useI18n();
  const urgent = seconds <= URGENT_SECONDS;
  return (
    <span
      role="timer"
      aria-label={t("hold.left", { time: formatCountdown(seconds) })}
      className={cx(
        "rounded-full px-3 py-1 text-sm font-bold tabular-nums",
        urgent ? "bg-bad-soft text-bad" : "bg-tint text-accent",
      )}
    >
      {t("hold.left", { time: formatCountdown(seconds) })}
    </span>
  );
}

interface HoldBarProps {
  hold: Hold;
  seconds: number;
  onNext: () => void;
  onRelease: () => void;
}

/** What the person has in hand, how long it stays theirs, and the way on. */
export function HoldBar({ hold, seconds, onNext, onRelease }: HoldBarProps) {
  const { t, language } = useI18n();
  return (
    <div className="rise-in">
      <div className="mb-2 flex items-center gap-2">
        <p className="min-w-0 grow truncate font-bold">{formatStart(hold.start, language)}</p>
        <Countdown seconds={seconds} />
      </div>
      <div className="flex gap-2">
        <Button size="large" onClick={onRelease}>
          {t("hold.release")}
        </Button>
        <Button variant="brand" size="large" className="grow" onClick={onNext}>
          {t("hold.next")}
        </Button>
      </div>
    </div>
  );
}
