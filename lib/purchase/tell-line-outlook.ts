import type { Attempt, AttemptOutlook } from "../domain";
import type { Clock } from "../platform/clock";
import type { SaleBoard } from "../sales/ports";
import type { Glance } from "./glance";
import { lineOutlook, type ReturnRecord } from "./line-outlook";
import type { LinePace } from "./line-pace";

export interface TellLineOutlookParts {
  readonly board: Pick<SaleBoard, "byId">;
  readonly glance: Pick<Glance, "counts">;
  readonly pace: LinePace;
  readonly returnRecord: () => ReturnRecord;
  readonly clock: Pick<Clock, "nowMs">;
  readonly onError: (error: unknown) => void;
}

/** What can be said of an attempt that waits. Whatever cannot be read is unknown: a poll never fails for it. */
export async function tellLineOutlook(parts: TellLineOutlookParts, attempt: Attempt): Promise<AttemptOutlook> {
  const nowMs = parts.clock.nowMs();
  const ageMs = Math.max(0, nowMs - attempt.receivedAtMs);
  if (attempt.state !== "queued") return { ageMs, waitMs: null, line: null };
  const { place } = attempt;
  if (place === null) return { ageMs, waitMs: await parts.pace.waitMs(attempt.saleId), line: null };
  const counts = await countsOf(parts, attempt.saleId);
  const sale = parts.board.byId(attempt.saleId);
  const stock = counts?.items.find((item) => item.itemId === attempt.itemId);
  if (counts === null || sale === undefined || stock === undefined) return { ageMs, waitMs: null, line: null };
  const { heldUntilMs } = counts;
  const { waitMs, ...line } = lineOutlook({
    ...{ attempt, place, sale, stock, heldUntilMs, nowMs },
    record: parts.returnRecord(),
  });
  return { ageMs, waitMs, line };
}

async function countsOf({ glance, onError }: TellLineOutlookParts, saleId: number) {
  try {
    const counts = await glance.counts(saleId);
    return counts === "not_loaded" ? null : counts;
  } catch (error) {
    onError(error);
    return null;
  }
}
