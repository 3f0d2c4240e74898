import { join } from "node:path";
import { configurationName } from "../../lib/backup/manifest";
import { replaceDatabase } from "./replace-database";
import type { RestoreWish } from "./restore-embedded";
import { returnPictures } from "./return-pictures";

/** Into a database of the operator's. Resolves with what is left to do. */
export async function restoreExternal(wish: RestoreWish & { readonly url: string }): Promise<readonly string[]> {
  const { backup, shop, replace, signal, url } = wish;
  const replaced = await replaceDatabase({ url, backup, replace, signal });
  const pictures = await returnPictures(backup, shop.env);
  return [
    ...replaced,
    `${pictures} files of pictures.`,
    `Start the shop with what ${join(backup.path, configurationName)} says, AUTH_SECRET above all, or everybody is signed out.`,
    "Before that, empty its Redis (redis-cli -u REDIS_URL FLUSHDB): what it knows is of after the backup.",
  ];
}
