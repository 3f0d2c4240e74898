import { writeNotice } from "../notices/write-notice";
import { changeLocked } from "./change-locked";
import type { EditOutcome, EditParts, LogActor } from "./edit-parts";
import { refuseUnlessRunning } from "./refuse-unless-running";

/** A new end, or minutes to add to the present one. */
export interface Extension {
  readonly endsAt?: string | undefined;
  readonly minutes?: number | undefined;
  /** For shoppers. */
  readonly reason?: string | undefined;
}

const minuteMs = 60_000;

/** Moves the end of a sale that is not over to a later time. */
export function extendSale(parts: EditParts, slug: string, wish: Extension, actor: LogActor): Promise<EditOutcome> {
  return changeLocked(parts, { slug, actor, verb: "extend" }, async (client, { answer }, clockSpec) => {
    const refusal = refuseUnlessRunning(answer, "extended");
    if (refusal !== null) return refusal;
    const oldEndMs = Date.parse(answer.endsAt);
    const newEndMs = wish.endsAt === undefined ? oldEndMs + (wish.minutes ?? 0) * minuteMs : Date.parse(wish.endsAt);
    if (newEndMs === oldEndMs) return { word: "as_wished" };
    if (newEndMs < oldEndMs) {
      return {
        word: "invalid",
        errors: [{ path: "endsAt", message: `must be after the present end, ${answer.endsAt}` }],
      };
    }
    await client.query("UPDATE sales SET ends_at = $2, version = version + 1, updated_at = now() WHERE id = $1", [
      answer.id,
      new Date(newEndMs),
    ]);
    const moved = { fromMs: oldEndMs, toMs: newEndMs };
    await writeNotice(client, answer.id, { kind: "extended", reason: wish.reason ?? "", moved }, clockSpec);
    return { word: "written" };
  });
}
