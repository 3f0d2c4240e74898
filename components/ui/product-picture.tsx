import { preload } from "react-dom";
import { type PictureFormat, pictureSources } from "@/lib/domain";
import { joinClasses } from "./join-classes";
import styles from "./product-picture.module.css";

interface ProductPictureProps {
  /** Null draws a stand-in from `name`. */
  readonly image: { readonly url: string; readonly alt: string } | null;
  readonly name: string;
  /** How wide it is shown, as `sizes` of an image says it; browsers choose the file by it before they know the page. */
  readonly sizes: string;
  /** The first picture of a page is fetched at once, all others when they come near. */
  readonly eager?: boolean;
  /** Over: shown without colour, from the same file. */
  readonly grey?: boolean;
  /** True where the name stands beside the picture, so that it is not heard twice. */
  readonly decorative?: boolean;
}

/** A thing on sale, always 4:5, so that nothing moves while it loads. */
export function ProductPicture({
  image,
  name,
  sizes,
  eager = false,
  grey = false,
  decorative = false,
}: ProductPictureProps) {
  if (image === null) return <DrawnPicture name={name} />;
  const sources = pictureSources(image.url);
  const drawing = (
    // biome-ignore lint/performance/noImgElement: pictures come in their final sizes; there is no optimizer
    <img
      className={joinClasses(styles.picture, grey && styles.grey)}
      src={image.url}
      {...(sources === null ? {} : { srcSet: sources.webp, sizes })}
      alt={decorative ? "" : image.alt}
      width={720}
      height={900}
      loading={eager ? "eager" : "lazy"}
      fetchPriority={eager ? "high" : "auto"}
      decoding="async"
    />
  );
  if (sources === null) return drawing;
  if (eager) preloadAvif(image.url, sources, sizes);
  return (
    <picture className={styles.choice}>
      <source type="image/avif" srcSet={sources.avif} sizes={sizes} />
      {drawing}
    </picture>
  );
}

/** React asks ahead for single images by itself, but not for one of several; who cannot show AVIF passes over this. */
function preloadAvif(url: string, sources: Readonly<Record<PictureFormat, string>>, sizes: string): void {
  preload(url, {
    as: "image",
    type: "image/avif",
    imageSrcSet: sources.avif,
    imageSizes: sizes,
    fetchPriority: "high",
  });
}

function DrawnPicture({ name }: { readonly name: string }) {
  const initial = Array.from(name.trim())[0]?.toUpperCase() ?? "";
  return (
    <svg className={styles.drawn} viewBox="0 0 120 150" aria-hidden="true" focusable="false">
      <path d="M24 34h58l14 14v68H24z" fill="var(--surface)" stroke="currentColor" />
      <path d="M24 96h72" stroke="currentColor" strokeDasharray="3 4" />
      <text className={styles.initial} x="60" y="84" textAnchor="middle" fill="currentColor">
        {initial}
      </text>
    </svg>
  );
}
