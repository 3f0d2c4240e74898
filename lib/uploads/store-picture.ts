import { createHash, randomBytes } from "node:crypto";
import { type PictureFile, pictureFileName, pictureUrl, type UploadAnswer } from "../domain";
import type { LogActor, RecordChange } from "../log/ports";
import type { ShopPool } from "../platform/postgres";
import type { ConvertedPicture, ConvertOutcome } from "./convert-picture";
import type { SentPicture, Storage, UploadOutcome } from "./ports";

export interface UploadParts {
  readonly pool: ShopPool;
  readonly storage: Storage;
  readonly recordChange: RecordChange;
  readonly convert: (picture: SentPicture) => Promise<ConvertOutcome>;
}

/** See Uploads in ports. The files are there before anybody can hear of them; if that fails, nothing of it stays. */
export async function storePicture(parts: UploadParts, sent: SentPicture, actor: LogActor): Promise<UploadOutcome> {
  const outcome = await parts.convert(sent);
  if (outcome.word !== "converted") return outcome;
  const { picture } = outcome;
  const upload: UploadAnswer = { ...newAddress(), ...sizesOf(picture), sizeBytes: sent.bytes.byteLength };
  const files = picture.files.map(({ width, format, bytes }) => ({
    name: pictureFileName({ id: upload.id, width, format } satisfies PictureFile),
    type: `image/${format}`,
    bytes,
  }));
  try {
    // One after the other: a file that is still being written when another fails would come after its own removal.
    for (const { name, bytes, type } of files) await parts.storage.put(name, bytes, type);
    await recordUpload(parts, sent, upload, actor);
  } catch (error) {
    await Promise.allSettled(files.map(({ name }) => parts.storage.delete(name)));
    throw error;
  }
  return { word: "stored", upload };
}

function newAddress(): Pick<UploadAnswer, "id" | "url"> {
  const id = randomBytes(16).toString("hex");
  return { id, url: pictureUrl(id) };
}

function sizesOf({ width, height }: ConvertedPicture): Pick<UploadAnswer, "width" | "height"> {
  return { width, height };
}

function recordUpload(parts: UploadParts, sent: SentPicture, upload: UploadAnswer, actor: LogActor): Promise<void> {
  const { id, url, width, height, sizeBytes } = upload;
  const { fileName, contentType, bytes } = sent;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return parts.pool.transaction(async (client) => {
    await client.query(
      `INSERT INTO uploads (id, owner_id, file_name, content_type, size_bytes, sha256, storage_key, width, height)
       VALUES ($1, $2, $3, $4, $5, $6, $1, $7, $8)`,
      [id, actor.accountId, fileName, contentType, sizeBytes, sha256, width, height],
    );
    const after = { fileName, url, width, height, sizeBytes };
    await parts.recordChange(client, { actor, verb: "create", object: `upload:${id}`, before: null, after });
  });
}
