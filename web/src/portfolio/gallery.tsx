import { useRef, useState } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { cx } from "~/shared/ui/class_names";
import { Picture } from "~/shared/ui/picture";

interface GalleryProps {
  pictures: string[];
  title: string;
}

/** Pictures to swipe; the strip itself scrolls with the keyboard. */
export function Gallery({ pictures, title }: GalleryProps) {
  const { t } = useI18n();
  const strip = useRef<HTMLUListElement>(null);
  const [shown, setShown] = useState(0);
  const onScroll = () => {
    const { scrollLeft, clientWidth } = strip.current ?? { scrollLeft: 0, clientWidth: 1 };
    setShown(Math.round(scrollLeft / clientWidth));
  };
  return (
    <div className="relative -mx-4 md:mx-0">
      <ul
        ref={strip}
        onScroll={onScroll}
        // A scrolling region must be reachable for the arrow keys to move it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={t("portfolio.pictures")}
        className="no-bar relative flex snap-x snap-mandatory overflow-x-auto -outline-offset-2 md:gap-2 md:rounded-xl"
      >
        {pictures.map((src, index) => (
          <li key={src} className="w-full shrink-0 snap-center md:w-[calc((100%-1rem)/3)]">
            <Picture
              src={src}
              alt={t("portfolio.picture", { title, number: index + 1 })}
              className="aspect-[4/3] w-full object-[50%_30%] md:aspect-[4/5] md:rounded-xl"
              eager={index === 0}
            />
          </li>
        ))}
      </ul>
      {pictures.length > 1 && <Dots count={pictures.length} shown={shown} />}
    </div>
  );
}

/** Where one is in the strip; the strip itself is what moves. */
function Dots({ count, shown }: { count: number; shown: number }) {
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center gap-2 md:hidden"
    >
      {Array.from({ length: count }, (_, index) => (
        <span
          key={index}
          className={cx(
            "h-2 rounded-full shadow-card transition-all",
            shown === index ? "w-4 bg-brand" : "w-2 bg-card",
          )}
        />
      ))}
    </div>
  );
}
