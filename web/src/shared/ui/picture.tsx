import { useEffect, useState } from "react";
import { cx } from "./class_names";

interface PictureProps {
  src: string;
  /** Empty where the text beside the picture says the same. */
  alt?: string;
  className?: string;
  /** The largest picture of the page is fetched first, all others when they come near. */
  eager?: boolean;
}

/** One that cannot be had leaves its tinted place, and is asked for again when the network is back. */
export function Picture({ src, alt = "", className, eager }: PictureProps) {
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (!missing) return;
    const again = () => setMissing(false);
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [missing]);
  return (
    <img
      src={missing ? undefined : src}
      onError={() => setMissing(true)}
      alt={alt}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : "auto"}
      decoding="async"
      draggable={false}
      className={cx("bg-tint object-cover", className)}
    />
  );
}
