import { type BuysServed, buysServedWords, type LoadPolicyAnswer } from "../../domain";
import type { LogActor } from "../../log/ports";
import type { ShopPool, TransactionClient } from "../../platform/postgres";
import type { SettingsParts } from "./change-settings";

/** A row of its own beside the store's settings: it is changed in a hurry, by others, and without a version. */
const policyKey = "load";

/** How many wishes to buy are let in, as somebody said last; all, until somebody says otherwise. */
export async function readLoadPolicy(client: Pick<ShopPool | TransactionClient, "query">): Promise<LoadPolicyAnswer> {
  const { rows } = await client.query<{ buysServed: string }>(
    `SELECT value->>'buysServed' AS "buysServed" FROM settings WHERE key = $1`,
    [policyKey],
  );
  return { buysServed: buysServedWords.find((word) => word === rows[0]?.buysServed) ?? "all" };
}

/** The last word wins: whoever says it wants it so, whatever was before. Saying the same again leaves no trace. */
export function changeLoadPolicy(
  parts: SettingsParts,
  buysServed: BuysServed,
  actor: LogActor,
): Promise<LoadPolicyAnswer> {
  return parts.pool.transaction(async (client) => {
    await client.query(
      `INSERT INTO settings (key, value, updated_at) VALUES ($1, '{"buysServed": "all"}', now()) ON CONFLICT DO NOTHING`,
      [policyKey],
    );
    await client.query("SELECT 1 FROM settings WHERE key = $1 FOR UPDATE", [policyKey]);
    const before = await readLoadPolicy(client);
    if (before.buysServed === buysServed) return before;
    const after: LoadPolicyAnswer = { buysServed };
    await client.query("UPDATE settings SET value = $2::jsonb, updated_at = now() WHERE key = $1", [
      policyKey,
      JSON.stringify(after),
    ]);
    await parts.recordChange(client, {
      actor,
      verb: "change",
      object: "settings:load",
      before: { ...before },
      after: { ...after },
    });
    return after;
  });
}
