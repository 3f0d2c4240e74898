import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { picturesFolder } from "../../lib/backup/manifest";
import type { KeptBackup } from "../../lib/backup/ports";
import type { Env } from "../../lib/platform/env";
import { openStorage } from "../../lib/uploads/open-uploads";

/** Puts every picture of a backup where this shop keeps them; those that are there already are the same. */
export async function returnPictures({ path, manifest }: KeptBackup, env: Env): Promise<number> {
  const storage = openStorage(env);
  const pictures = manifest.files.filter((file) => file.path.startsWith(`${picturesFolder}/`));
  for (const picture of pictures) {
    const name = basename(picture.path);
    if (await storage.exists(name)) continue;
    await storage.put(name, await readFile(join(path, picture.path)), `image/${extname(name).slice(1)}`);
  }
  return pictures.length;
}
