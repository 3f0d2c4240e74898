import { type Settings, type SettingsAnswer, usualSettings } from "../../domain";
import type { ShopPool, TransactionClient } from "../../platform/postgres";

/** All settings are one row, so that a change of several is one change. */
export const settingsKey = "store";

/** What the row has: the settings that were changed at some time, and how often. */
export type StoredSettings = Partial<Settings> & { readonly version: number };

/** The settings as they are; what nobody has changed is as usual. */
export async function readSettings(client: Pick<ShopPool | TransactionClient, "query">): Promise<SettingsAnswer> {
  const { rows } = await client.query<{ value: StoredSettings }>("SELECT value FROM settings WHERE key = $1", [
    settingsKey,
  ]);
  return { ...usualSettings, version: 1, ...rows[0]?.value };
}
