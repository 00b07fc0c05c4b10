import type { ButtonHTMLAttributes } from "react";
import { Link } from "wouter";
import { cx } from "./class_names";

type Variant = "brand" | "solid" | "outline" | "quiet" | "danger";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-lg font-semibold transition-colors " +
  "select-none disabled:opacity-45 aria-disabled:opacity-45";

const variants: Record<Variant, string> = {
  brand: "bg-brand text-on-brand hover:brightness-105 active:brightness-95",
  solid: "bg-accent text-on-accent hover:brightness-110 active:brightness-95",
  outline: "border border-line bg-card text-ink hover:bg-sunken active:bg-sunken",
  quiet: "text-accent hover:bg-tint active:bg-tint",
  danger: "border border-bad/40 bg-card text-bad hover:bg-bad-soft active:bg-bad-soft",
};

const sizes = {
  large: "h-[49px] px-5 text-base",
  medium: "h-11 px-4 text-sm",
};

interface Look {
  variant?: Variant;
  size?: keyof typeof sizes;
  block?: boolean;
}

const look = ({ variant = "outline", size = "medium", block }: Look, extra?: string) =>
  cx(base, variants[variant], sizes[size], block && "w-full", extra);

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & Look & { busy?: boolean };

/** While busy it stays focusable and says so, but does nothing. */
export function Button({ variant, size, block, busy, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={look({ variant, size, block }, className)}
    >
      {busy && <Spinner />}
      {rest.children}
    </button>
  );
}

type ButtonLinkProps = Look & { href: string; className?: string; children: React.ReactNode };

export function ButtonLink({ variant, size, block, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={look({ variant, size, block }, className)} />;
}

export function Spinner() {
  return (
    <span
      aria-hidden
      className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent"
    />
  );
}
