import type { AdminSaleAnswer } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";
import { writeNotice } from "../notices/write-notice";
import { adjustStock } from "./adjust-stock";
import { changeLocked, type Step } from "./change-locked";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";
import { refuseUnlessRunning } from "./refuse-unless-running";

export interface Restock {
  /** One of the two, or neither for a sale's only item. */
  readonly itemId: number | null;
  readonly sku: string | null;
  readonly delta: number;
  /** The same key moves the stock once. */
  readonly key: string;
}

/** Adds units that can be sold at once, or takes unsold ones away. */
export async function restockSale(
  parts: EditParts,
  slug: string,
  wish: Restock,
  actor: LogActor,
): Promise<EditOutcome> {
  return changeLocked(parts, { slug, actor, verb: "restock" }, async (client, { answer }, clockSpec) => {
    const itemId = findItem(answer, wish);
    if (typeof itemId !== "number") return itemId;
    const cause = `restock:${answer.id}:${wish.key}`;
    const earlier = await findEarlier(client, cause);
    if (earlier !== null) return isSame(earlier, itemId, wish) ? { word: "as_wished" } : { word: "key_reused" };
    const refusal = refuseUnlessRunning(answer, "restocked");
    if (refusal !== null) return refusal;
    const gateFree = wish.delta < 0 ? ((await parts.readFree(answer.id))?.get(itemId) ?? null) : null;
    const moved = await adjustStock(
      client,
      { saleId: answer.id, itemId, delta: wish.delta, cause, gateFree },
      clockSpec,
    );
    if (moved.word === "refused") return moved;
    await client.query("UPDATE sales SET version = version + 1, updated_at = now() WHERE id = $1", [answer.id]);
    if (wish.delta > 0) {
      await writeNotice(client, answer.id, { kind: "restocked", reason: "", moved: null }, clockSpec);
    }
    return { word: "written", adjustments: [moved.adjustment] };
  });
}

function findItem({ counts }: AdminSaleAnswer, wish: Restock): number | Extract<Step, { readonly word: "invalid" }> {
  if (wish.itemId === null && wish.sku === null) {
    const [only, second] = counts;
    if (only !== undefined && second === undefined) return only.itemId;
    return { word: "invalid", errors: [{ path: "sku", message: "is needed: the sale has several items or none" }] };
  }
  const found = counts.find((item) => item.itemId === wish.itemId || item.sku === wish.sku);
  if (found !== undefined) return found.itemId;
  return {
    word: "invalid",
    errors: [{ path: wish.sku === null ? "itemId" : "sku", message: "is no item of this sale" }],
  };
}

interface EarlierMove {
  readonly itemId: number;
  readonly quantity: number;
}

async function findEarlier(client: TransactionClient, cause: string): Promise<EarlierMove | null> {
  const { rows } = await client.query<EarlierMove>(
    `SELECT item_id AS "itemId", quantity FROM stock_ledger WHERE cause = $1`,
    [cause],
  );
  return rows[0] ?? null;
}

function isSame(earlier: EarlierMove, itemId: number, wish: Restock): boolean {
  return earlier.itemId === itemId && earlier.quantity === wish.delta;
}
