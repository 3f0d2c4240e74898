import * as z from "zod";

const moment = z.union([z.int().positive(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

/** One wish at a time; see docs/reference/test-contract.md. */
export const clockMoveSchema = z.union([
  z.strictObject({ offsetMs: z.int() }),
  z.strictObject({ now: moment }),
  z.strictObject({ freeze: z.union([z.boolean(), moment]) }),
  z.strictObject({ advanceMs: z.int() }),
]);

export type ClockMove = z.infer<typeof clockMoveSchema>;

/** The clock spec after a move: `=` stands still, `+` and `-` go on. */
export function planClockMove(move: ClockMove, spec: string, realMs: number): string {
  const frozen = spec.startsWith("=");
  const shopMs = frozen ? Number(spec.slice(1)) : realMs + Number(spec);
  if ("offsetMs" in move) return shift(move.offsetMs);
  if ("now" in move) return frozen ? `=${move.now}` : shift(move.now - realMs);
  if ("advanceMs" in move) return frozen ? `=${shopMs + move.advanceMs}` : shift(Number(spec) + move.advanceMs);
  if (move.freeze === false) return shift(shopMs - realMs);
  return `=${move.freeze === true ? shopMs : move.freeze}`;
}

function shift(offsetMs: number): string {
  return offsetMs < 0 ? String(offsetMs) : `+${offsetMs}`;
}
