import { X } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import type { ReactNode } from "react";
import { useI18n } from "~/shared/i18n/i18n";

interface SheetProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
}

/**
 * A bottom sheet on phones, a centred panel on wide screens. The native dialog gives the focus trap,
 * Escape, an inert page behind it and the return of focus.
 */
export function Sheet({ open, title, onClose, children, footer }: SheetProps) {
  const { t } = useI18n();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    // The click on the backdrop is a shortcut; Escape and the close button do the same.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === ref.current && onClose()}
      className="m-0 mt-auto max-h-[85dvh] w-full max-w-full overflow-hidden rounded-t-2xl bg-card p-0 text-ink shadow-card open:rise-in sm:m-auto sm:max-w-lg sm:rounded-2xl"
    >
      {open && (
        <div className="flex max-h-[85dvh] flex-col">
          <header className="flex items-center justify-between gap-2 border-b border-line py-1.5 pr-1.5 pl-5">
            <h2 id={titleId} className="text-lg font-bold">
              {title}
            </h2>
            <button
              type="button"
              onClick={onClose}
              aria-label={t("common.close")}
              className="grid size-11 place-items-center rounded-full text-ink-soft hover:bg-sunken"
            >
              <X size={20} aria-hidden />
            </button>
          </header>
          <div className="grow overflow-y-auto overscroll-contain px-5 py-4">{children}</div>
          {footer && (
            <footer className="pad-bottom-safe border-t border-line px-5 pt-3">{footer}</footer>
          )}
        </div>
      )}
    </dialog>
  );
}
