import type { UploadAnswer } from "../domain";
import type { Answer, HttpRequest } from "./message";
import { readUploadBytes, readUploadWish, type UploadWish } from "./read-upload";
import { logActor } from "./respond-sale-editing";
import { respondUpload } from "./respond-upload";
import type { Actor } from "./route";

/** Takes pictures in; lib/uploads. */
export interface PictureDesk {
  takePlace(): { leave(): void } | null;
  store(
    picture: UploadWish & { readonly bytes: Uint8Array },
    actor: ReturnType<typeof logActor>,
  ): Promise<
    | { readonly word: "stored"; readonly upload: UploadAnswer }
    | { readonly word: "wrong_type" | "too_many_pixels" | "unreadable" | "bad_crop"; readonly detail: string }
  >;
}

interface UploadCall {
  readonly uploads: PictureDesk;
  readonly request: HttpRequest;
  readonly actor: Actor;
}

/** A place is taken before the body is read, so that many large bodies are never in memory together. */
export async function answerUpload({ uploads, request, actor }: UploadCall): Promise<Answer> {
  const wish = readUploadWish(request);
  if (!wish.ok) return wish.answer;
  const place = uploads.takePlace();
  if (place === null) return respondUpload({ word: "no_place" });
  try {
    const bytes = await readUploadBytes(request);
    if (!bytes.ok) return bytes.answer;
    return respondUpload(await uploads.store({ ...wish.value, bytes: bytes.value }, logActor(actor)));
  } finally {
    place.leave();
  }
}
