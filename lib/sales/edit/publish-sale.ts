import { type CheckFacts, checkSale, isReady, type SaleCheck, type SaleFields } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";
import { readSettings } from "../settings/read-settings";
import { changeLocked } from "./change-locked";
import type { EditParts, LogActor, PublishOutcome } from "./edit-parts";
import { type EditableSale, fieldsOf } from "./read-editable";

/**
 * Publishes a draft that passes the checks: the units enter the ledger in the same transaction, and the gate is loaded
 * at once, so a start a few seconds away is kept. Publishing a published sale again changes nothing.
 */
export async function publishSale(parts: EditParts, slug: string, actor: LogActor): Promise<PublishOutcome> {
  let checks: readonly SaleCheck[] = [];
  const outcome = await changeLocked(parts, { slug, actor, verb: "publish" }, async (client, sale, clockSpec) => {
    const { status, phase, id } = sale.answer;
    const fields = fieldsOf(sale.answer);
    if (phase === "ended" || phase === "cancelled") {
      return {
        word: "refused",
        detail: `The sale is ${phase === "ended" ? "over" : "cancelled"}. Duplicate it to hold it again.`,
      };
    }
    checks = checkSale(fields, await readCheckFacts(client, sale, fields));
    if (status !== "draft") return { word: "as_wished" };
    if (!isReady(checks)) return { word: "not_ready", checks };
    await parts.openStock(client, id, clockSpec);
    await client.query(
      "UPDATE sales SET status = 'published', version = version + 1, updated_at = now() WHERE id = $1",
      [id],
    );
    return { word: "written" };
  });
  return outcome.word === "done" ? { ...outcome, checks } : outcome;
}

interface FactsRow {
  readonly invited: number;
  readonly neighbours: CheckFacts["neighbours"];
}

/** Neighbours are published sales that run at some time of this one. */
const factsSql = `
SELECT (SELECT count(*)::int FROM sale_invites WHERE sale_id = $1) AS invited,
  (SELECT coalesce(json_agg(json_build_object('slug', other.slug, 'title', other.title,
      'startsAtMs', (extract(epoch FROM other.starts_at) * 1000)::bigint, 'skus', ARRAY(
        SELECT sku FROM sale_items WHERE sale_id = other.id ORDER BY position)) ORDER BY other.starts_at), '[]')
    FROM (
      SELECT id, slug, title, starts_at FROM sales
      WHERE id <> $1 AND status IN ('published', 'paused') AND NOT demo AND starts_at < $3 AND ends_at > $2
      ORDER BY starts_at LIMIT 50
    ) other) AS neighbours`;

/** What the checks must know beyond the sale as it is, or as it is about to be. */
export async function readCheckFacts(
  client: Pick<TransactionClient, "query">,
  { answer, nowMs }: EditableSale,
  fields: SaleFields,
): Promise<CheckFacts> {
  const { rows } = await client.query<FactsRow>(factsSql, [answer.id, fields.startsAt, fields.endsAt]);
  return {
    nowMs,
    hasBegun: answer.phase === "live" || answer.phase === "paused",
    invited: rows[0]?.invited ?? 0,
    neighbours: rows[0]?.neighbours ?? [],
    guards: (await readSettings(client)).guards,
    taken: Object.fromEntries(answer.counts.map(({ sku, held, sold }) => [sku, held + sold])),
  };
}
