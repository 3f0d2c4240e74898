import { writeNotice } from "../notices/write-notice";
import { changeLocked } from "./change-locked";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";
import { refuseUnlessRunning } from "./refuse-unless-running";

/**
 * Nobody can buy until it is resumed; places in line and holds stay, and the clocks of holds stand still. Shoppers
 * read the reason.
 */
export function pauseSale(parts: EditParts, slug: string, reason: string, actor: LogActor): Promise<EditOutcome> {
  return changeLocked(parts, { slug, actor, verb: "pause" }, async (client, { answer }, clockSpec) => {
    const refusal = refuseUnlessRunning(answer, "paused");
    if (refusal !== null) return refusal;
    if (answer.status === "paused") return { word: "as_wished" };
    await client.query(
      `UPDATE sales SET status = 'paused', paused_at = shop_now($2), version = version + 1, updated_at = now()
       WHERE id = $1`,
      [answer.id, clockSpec],
    );
    await writeNotice(client, answer.id, { kind: "paused", reason, moved: null }, clockSpec);
    return { word: "written" };
  });
}
