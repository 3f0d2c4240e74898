/** POST /api/admin/uploads: `url` goes into a sale's images. */
export interface UploadAnswer {
  readonly id: string;
  readonly url: string;
  /** Of the picture at `url`. */
  readonly width: number;
  readonly height: number;
  /** Of the file that was sent. */
  readonly sizeBytes: number;
}

/** What is taken. Phones make pictures of up to 48 million pixels. */
export const uploadBounds = {
  bytesMax: 10_485_760,
  pixelsMax: 50_000_000,
  /** Of the part that is shown. */
  widthMin: 16,
  fileNameCharactersMax: 200,
} as const;

/** Every picture is shown in this shape. */
export const pictureRatio = { width: 4, height: 5 } as const;
/** Narrowest first. A smaller picture is stored in its own width under the names of the wider ones too. */
export const pictureWidths = [360, 720, 1080] as const;
export type PictureWidth = (typeof pictureWidths)[number];

/** In the order in which browsers are offered them: the smaller file first. */
export const pictureFormats = ["avif", "webp"] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export interface PictureFile {
  readonly id: string;
  readonly width: PictureWidth;
  readonly format: PictureFormat;
}

const uploadsPath = "/uploads/";
const fileNamePattern = /^([0-9a-f]{32})-(\d{3,4})\.([a-z]+)$/;

/** `0123…cdef-720.webp` */
export function pictureFileName({ id, width, format }: PictureFile): string {
  return `${id}-${width}.${format}`;
}

/** Null for anything that is no name of a stored picture, so that nothing else can be asked for. */
export function readPictureFileName(name: string): PictureFile | null {
  const [, id, digits, ending] = fileNamePattern.exec(name) ?? [];
  const width = pictureWidths.find((known) => String(known) === digits);
  const format = pictureFormats.find((known) => known === ending);
  return id === undefined || width === undefined || format === undefined ? null : { id, width, format };
}

/** Where a stored picture is found in its largest size; the one address that sales carry. */
export function pictureUrl(id: string): string {
  return uploadsPath + pictureFileName({ id, width: 1080, format: "webp" });
}

/** Which stored picture an address shows; null for any other picture. */
export function pictureIdOf(url: string): string | null {
  return (url.startsWith(uploadsPath) ? readPictureFileName(url.slice(uploadsPath.length)) : null)?.id ?? null;
}

/** The addresses of a stored picture in every width, as `srcset` has them, by format; null for any other picture. */
export function pictureSources(url: string): Readonly<Record<PictureFormat, string>> | null {
  const id = pictureIdOf(url);
  if (id === null) return null;
  const sourcesIn = (format: PictureFormat) =>
    pictureWidths.map((width) => `${uploadsPath}${pictureFileName({ id, width, format })} ${width}w`).join(", ");
  return { avif: sourcesIn("avif"), webp: sourcesIn("webp") };
}
