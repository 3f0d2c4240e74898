import { writeNotice } from "../notices/write-notice";
import { changeLocked } from "./change-locked";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";
import { refuseUnlessRunning } from "./refuse-unless-running";

/** Ends a pause: buying goes on, and unpaid holds get back what the pause took. The end of the sale stays where it is. */
export function resumeSale(parts: EditParts, slug: string, actor: LogActor): Promise<EditOutcome> {
  return changeLocked(parts, { slug, actor, verb: "resume" }, async (client, { answer }, clockSpec) => {
    const refusal = refuseUnlessRunning(answer, "resumed");
    if (refusal !== null) return refusal;
    if (answer.status !== "paused") return { word: "as_wished" };
    await parts.lengthenHolds(client, answer.id, clockSpec);
    await client.query(
      `UPDATE sales SET status = 'published', paused_at = NULL, version = version + 1, updated_at = now()
       WHERE id = $1`,
      [answer.id],
    );
    await writeNotice(client, answer.id, { kind: "resumed", reason: "", moved: null }, clockSpec);
    return { word: "written" };
  });
}
