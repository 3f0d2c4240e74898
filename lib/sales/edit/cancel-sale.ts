import { writeNotice } from "../notices/write-notice";
import { changeLocked } from "./change-locked";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";

/**
 * Calls a sale off, also one that is over. Nobody can buy any more and no attempt is booked from here on; what was
 * booked is undone by the worker, in batches, for as long as a cancelled sale has live orders: unpaid ones are
 * cancelled, paid ones refunded. So it does not matter who dies when.
 */
export function cancelSale(parts: EditParts, slug: string, reason: string, actor: LogActor): Promise<EditOutcome> {
  const call = { slug, actor, verb: "cancel", follows: ["refund_orders", "tell_shoppers"] } as const;
  return changeLocked(parts, call, async (client, { answer }, clockSpec) => {
    if (answer.status === "cancelled") return { word: "as_wished" };
    if (answer.status === "draft") {
      return { word: "refused", detail: "The sale is a draft: nobody knows of it, so there is nothing to cancel." };
    }
    await client.query(
      `UPDATE sales SET status = 'cancelled', cancel_reason = $2, paused_at = NULL, version = version + 1,
         updated_at = now()
       WHERE id = $1`,
      [answer.id, reason],
    );
    await writeNotice(client, answer.id, { kind: "cancelled", reason, moved: null }, clockSpec);
    return { word: "written" };
  });
}
