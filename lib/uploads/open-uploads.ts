import { join } from "node:path";
import type { RecordChange } from "../log/ports";
import type { Env } from "../platform/env";
import type { ShopPool } from "../platform/postgres";
import { convertPicture } from "./convert-picture";
import { createLocalStorage } from "./local-storage";
import type { SentPicture, Storage, Uploads } from "./ports";
import { createS3Storage } from "./s3-storage";
import { storePicture } from "./store-picture";
import { createTurns } from "./take-turns";

export interface UploadsSettings {
  readonly pool: ShopPool;
  readonly recordChange: RecordChange;
  readonly storage: Storage;
  /** Bodies in memory at once; each has at most `uploadBounds.bytesMax`. */
  readonly placesMax?: number;
}

type StorageEnv = Pick<
  Env,
  "DATA_DIR" | "S3_ENDPOINT" | "S3_BUCKET" | "S3_REGION" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY"
>;

const usualPlaces = 8;

export function createUploads({ pool, recordChange, storage, placesMax = usualPlaces }: UploadsSettings): Uploads {
  const inTurn = createTurns();
  let taken = 0;
  const parts = {
    pool,
    recordChange,
    storage,
    convert: (picture: SentPicture) => inTurn(() => convertPicture(picture)),
  };
  return {
    takePlace() {
      if (taken === placesMax) return null;
      taken += 1;
      let isLeft = false;
      return {
        leave() {
          if (!isLeft) taken -= 1;
          isLeft = true;
        },
      };
    },
    store: (picture, actor) => storePicture(parts, picture, actor),
    read: (name) => storage.read(name),
    exists: (name) => storage.exists(name),
  };
}

/** The bucket when one is named, else files in the data directory. */
export function openStorage(env: StorageEnv): Storage {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = env;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  // All are set, or none: lib/platform/env.ts sees to it.
  if (!endpoint || !bucket || !region || !accessKeyId || !secretAccessKey) {
    return createLocalStorage(join(env.DATA_DIR, "uploads"));
  }
  return createS3Storage({ endpoint, bucket, region, accessKeyId, secretAccessKey });
}
