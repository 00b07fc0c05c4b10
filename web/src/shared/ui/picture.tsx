import { cx } from "./class_names";

interface PictureProps {
  src: string;
  /** Empty where the text beside the picture says the same. */
  alt?: string;
  className?: string;
  /** The largest picture of the page is fetched first, all others when they come near. */
  eager?: boolean;
}

export function Picture({ src, alt = "", className, eager }: PictureProps) {
  return (
    <img
      src={src}
      alt={alt}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : "auto"}
      decoding="async"
      draggable={false}
      className={cx("bg-tint object-cover", className)}
    />
  );
}
