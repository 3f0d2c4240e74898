import type { UploadAnswer } from "../domain";
import type { LogActor } from "../log/ports";

/** A file that is there. */
export interface StoredFile {
  readonly sizeBytes: number;
  /** Begins to read when it is iterated, and lets go of everything when that ends early. */
  readonly stream: AsyncIterable<Uint8Array>;
}

/**
 * Where files are kept for good. Names are flat: lower-case letters, digits, dots and hyphens. Whatever is away is thrown.
 */
export interface Storage {
  /** Nobody ever sees a part of the file; one of the same name is replaced. */
  put(name: string, bytes: Uint8Array, contentType: string): Promise<void>;
  read(name: string): Promise<StoredFile | null>;
  exists(name: string): Promise<boolean>;
  /** Also done when it is not there. */
  delete(name: string): Promise<void>;
}

/** In pixels of the picture as it is seen, which is after a camera's note on how it was held. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface SentPicture {
  readonly bytes: Uint8Array;
  /** As the sender says. */
  readonly contentType: string;
  readonly fileName: string;
  /** Null: the largest part of the right shape, from the middle. */
  readonly crop: Crop | null;
}

/** Why a picture is not taken; `detail` says it as a sentence about what to do. */
export type PictureRefusal =
  /** It is not of the type it is said to be. */
  | { readonly word: "wrong_type"; readonly detail: string }
  | { readonly word: "too_many_pixels"; readonly detail: string }
  | { readonly word: "unreadable"; readonly detail: string }
  | { readonly word: "bad_crop"; readonly detail: string };

export type UploadOutcome = { readonly word: "stored"; readonly upload: UploadAnswer } | PictureRefusal;

/** Given up when the upload is over, however it ended. */
export interface UploadPlace {
  leave(): void;
}

export interface Uploads {
  /** For one upload from before its body is read; null when too many are under way in this process. */
  takePlace(): UploadPlace | null;
  /** Makes every size of it, one picture at a time in this process, and stores them. */
  store(picture: SentPicture, actor: LogActor): Promise<UploadOutcome>;
  read(name: string): Promise<StoredFile | null>;
  exists(name: string): Promise<boolean>;
}
