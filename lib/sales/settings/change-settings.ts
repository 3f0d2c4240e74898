import { isDeepStrictEqual } from "node:util";
import type { Settings, SettingsAnswer } from "../../domain";
import type { LogActor, RecordChange } from "../../log/ports";
import type { ShopPool } from "../../platform/postgres";
import { readSettings, settingsKey } from "./read-settings";

export interface SettingsParts {
  readonly pool: ShopPool;
  readonly recordChange: RecordChange;
}

/** Settings to change; the others stay. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export type SettingsOutcome =
  | { readonly word: "done"; readonly settings: SettingsAnswer }
  /** Made from an older version. */
  | { readonly word: "stale"; readonly settings: SettingsAnswer };

/** Changes settings if nobody has since `version`, in one transaction with the entry in the log. */
export function changeSettings(
  parts: SettingsParts,
  change: SettingsChange,
  version: number,
  actor: LogActor,
): Promise<SettingsOutcome> {
  return parts.pool.transaction(async (client): Promise<SettingsOutcome> => {
    // Somebody must be the first; the row is then what two editors wait for each other at.
    await client.query(
      `INSERT INTO settings (key, value, updated_at) VALUES ($1, '{"version": 1}', now()) ON CONFLICT DO NOTHING`,
      [settingsKey],
    );
    await client.query("SELECT 1 FROM settings WHERE key = $1 FOR UPDATE", [settingsKey]);
    const settings = await readSettings(client);
    if (settings.version !== version) return { word: "stale", settings };
    const { before, after } = difference(settings, change);
    if (Object.keys(after).length === 0) return { word: "done", settings };
    const value = JSON.stringify({ ...after, version: version + 1 });
    await client.query("UPDATE settings SET value = value || $2::jsonb, updated_at = now() WHERE key = $1", [
      settingsKey,
      value,
    ]);
    await parts.recordChange(client, { actor, verb: "change", object: "settings:store", before, after });
    return { word: "done", settings: await readSettings(client) };
  });
}

type Side = Readonly<Record<string, unknown>>;

/** The settings that become others, on both sides. PostgreSQL keeps the fields of one in an order of its own. */
function difference(settings: Settings, change: SettingsChange): { readonly before: Side; readonly after: Side } {
  const names = (Object.keys(change) as (keyof Settings)[]).filter(
    (name) => change[name] !== undefined && !isDeepStrictEqual(change[name], settings[name]),
  );
  return {
    before: Object.fromEntries(names.map((name) => [name, settings[name]])),
    after: Object.fromEntries(names.map((name) => [name, change[name]])),
  };
}
