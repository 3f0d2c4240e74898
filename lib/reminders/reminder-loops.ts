import type { Loop } from "../platform/loop";
import { forgetReminders } from "./forget-reminders";
import { tellCancellations } from "./tell-cancellations";
import { remindOfStarts, type TellParts, tellMoves } from "./tell-starts";

/** The worker's part: writes what those who wait for a start have to hear, and forgets them afterwards. */
export function reminderLoops(parts: TellParts): readonly Loop[] {
  return [
    {
      name: "reminders",
      idleMs: 1_000,
      async once() {
        const due = await remindOfStarts(parts);
        const moved = await tellMoves(parts);
        return due + moved + (await tellCancellations(parts));
      },
    },
    { name: "forget-reminders", idleMs: 60_000, once: () => forgetReminders(parts.pool, parts.clockSpec()) },
  ];
}
