import * as z from "zod";
import { lostReasons } from "../domain";
import type { AdjustInput, Gate, Verdict } from "../stock/gate";
import { GateNotLoadedError } from "./gate-not-loaded";

const subjectSchema = z.object({
  accountId: z.string().min(1),
  itemId: z.number().int(),
  quantity: z.number().int().positive(),
  slots: z.number().int().positive(),
  receivedAtMs: z.number(),
});

const verdictBase = {
  attemptId: z.string().min(1),
  version: z.number().int().positive(),
  subject: z.exactOptional(subjectSchema),
};

const verdictSchema = z.discriminatedUnion("state", [
  z.object({ ...verdictBase, state: z.literal("reserved"), payByMs: z.number() }),
  z.object({ ...verdictBase, state: z.enum(["paying", "paid"]) }),
  z.object({ ...verdictBase, state: z.enum(["expired", "left"]) }),
  z.object({ ...verdictBase, state: z.literal("lost"), reason: z.enum(lostReasons) }),
]);

const adjustSchema = z.object({
  itemId: z.number().int(),
  cause: z.string().min(1),
  totalDelta: z.number().int(),
  releasedDelta: z.number().int(),
}) satisfies z.ZodType<Omit<AdjustInput, "saleId">>;

/** The news PostgreSQL's transactions leave in the outbox for the gate (topic `gate`). */
const newsSchema = z.union([
  z.object({ saleId: z.number().int(), verdict: verdictSchema }),
  z.object({ saleId: z.number().int(), adjust: adjustSchema }),
]);

export interface TellGateParts {
  readonly gate: Gate;
  /** Whether somebody will load the gate of this sale (again). If not, news for it can be forgotten. */
  readonly tended: (saleId: number) => boolean;
}

/**
 * Tells the gate, in the order the news was written; whoever calls deletes the rows only when this returns.
 * A gate that is not loaded reads the same truth when it is, but a load under way may have read it before this
 * news: then it throws, and the news comes again.
 */
export async function tellGate(parts: TellGateParts, payloads: readonly unknown[]): Promise<void> {
  const waiting = new Map<number, Verdict[]>();
  async function flush(saleId: number): Promise<void> {
    const verdicts = waiting.get(saleId);
    waiting.delete(saleId);
    if (verdicts !== undefined) checkHeard(parts, saleId, await parts.gate.settle({ saleId, verdicts }));
  }
  for (const payload of payloads) {
    const news = newsSchema.parse(payload);
    if ("verdict" in news) {
      const verdicts = waiting.get(news.saleId) ?? [];
      verdicts.push(news.verdict);
      waiting.set(news.saleId, verdicts);
    } else {
      await flush(news.saleId);
      checkHeard(parts, news.saleId, await parts.gate.adjust({ saleId: news.saleId, ...news.adjust }));
    }
  }
  for (const saleId of [...waiting.keys()]) await flush(saleId);
}

function checkHeard(
  parts: TellGateParts,
  saleId: number,
  reply: "settled" | "adjusted" | "already_adjusted" | "not_loaded",
): void {
  if (reply === "not_loaded" && parts.tended(saleId)) {
    throw new GateNotLoadedError(saleId);
  }
}
