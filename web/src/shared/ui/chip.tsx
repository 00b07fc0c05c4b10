import type { ButtonHTMLAttributes } from "react";
import { cx } from "./class_names";

const look =
  "inline-flex h-11 shrink-0 items-center gap-1 whitespace-nowrap rounded-full border px-4 text-sm " +
  "font-medium transition-colors";

type ChipProps = ButtonHTMLAttributes<HTMLButtonElement> & { selected?: boolean };

/** A pill that is on or off. Give it no `selected` where it opens something instead. */
export function Chip({ selected, className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={selected}
      {...rest}
      className={cx(
        look,
        selected
          ? "border-accent bg-accent-soft text-accent"
          : "border-line bg-card text-ink hover:bg-sunken",
        className,
      )}
    />
  );
}
