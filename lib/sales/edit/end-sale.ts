import { changeLocked } from "./change-locked";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";

/** Ends a sale before its time. Orders stay: what is held may still be paid. */
export function endSale(parts: EditParts, slug: string, actor: LogActor): Promise<EditOutcome> {
  return changeLocked(parts, { slug, actor, verb: "end" }, async (client, { answer }, clockSpec) => {
    const { phase } = answer;
    if (phase === "ended") return { word: "as_wished" };
    if (phase === "draft" || phase === "cancelled") {
      return { word: "refused", detail: phase === "draft" ? draftDetail : cancelledDetail };
    }
    if (answer.status === "paused") await parts.lengthenHolds(client, answer.id, clockSpec);
    await client.query(
      `UPDATE sales SET status = 'ended', ended_reason = 'stopped', ended_at = shop_now($2), paused_at = NULL,
         version = version + 1, updated_at = now()
       WHERE id = $1`,
      [answer.id, clockSpec],
    );
    return { word: "written" };
  });
}

const draftDetail = "The sale is a draft: it has not begun and cannot be ended.";
const cancelledDetail = "The sale is cancelled already.";
