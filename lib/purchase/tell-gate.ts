import * as z from "zod";
import { lostReasons } from "../domain";
import type { AdjustInput, Gate, Verdict } from "../stock/gate";
import { GateNotLoadedError } from "./gate-not-loaded";
import { settledAfterMs } from "./watch-phases";

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

/** A load that began in the last moment before `settledAfterMs` is over by then. */
const loadedWithinMs = 60_000;

export interface TellGateParts {
  readonly gate: Gate;
  /**
   * How long ago the sale ended, by PostgreSQL; null when there is no such sale. The board does not know: it is lost with
   * Redis, just when gates are loaded anew.
   */
  readonly endedAgoMs: (saleId: number) => Promise<number | null>;
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
    if (verdicts !== undefined) await checkHeard(parts, saleId, await parts.gate.settle({ saleId, verdicts }));
  }
  for (const payload of payloads) {
    const news = newsSchema.parse(payload);
    if ("verdict" in news) {
      const verdicts = waiting.get(news.saleId) ?? [];
      verdicts.push(news.verdict);
      waiting.set(news.saleId, verdicts);
    } else {
      await flush(news.saleId);
      await checkHeard(parts, news.saleId, await parts.gate.adjust({ saleId: news.saleId, ...news.adjust }));
    }
  }
  for (const saleId of [...waiting.keys()]) await flush(saleId);
}

async function checkHeard(
  parts: TellGateParts,
  saleId: number,
  reply: "settled" | "adjusted" | "already_adjusted" | "not_loaded",
): Promise<void> {
  if (reply !== "not_loaded") return;
  const agoMs = await parts.endedAgoMs(saleId);
  // Of a sale whose gate nobody loads any more, news can be forgotten.
  if (agoMs !== null && agoMs <= settledAfterMs + loadedWithinMs) throw new GateNotLoadedError(saleId);
}
