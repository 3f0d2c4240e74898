import type { Attempt, AttemptOutlook } from "./domain";
import { keepOdds } from "./orders/keep-odds";
import { readReturnHistory } from "./orders/read-odds";
import { createSeldom } from "./platform/seldom";
import type { Glance } from "./purchase/glance";
import { createLinePace } from "./purchase/line-pace";
import { tellLineOutlook } from "./purchase/tell-line-outlook";
import { readProgress } from "./stock/read-progress";
import type { Core } from "./wiring-core";

/** A dependency that is away is met by every poll; that is logged this often. */
const failureSilenceMs = 30_000;

/** What a web process can say of attempts that wait. */
export function openLine(core: Core, glance: Glance): (attempt: Attempt) => Promise<AttemptOutlook> {
  const { board, clock, logger, pool, redis } = core;
  const seldom = createSeldom(failureSilenceMs);
  function onError(error: unknown): void {
    const quiet = seldom(error instanceof Error ? error.message : String(error));
    if (quiet !== null) logger.warn({ err: error, quiet }, "an attempt's outlook could not be read");
  }
  const pace = createLinePace({
    readProgress: (saleId) => readProgress(redis, saleId),
    realNowMs: () => performance.now(),
    onError,
  });
  const returnRecord = keepOdds({ read: () => readReturnHistory(pool), realNowMs: () => performance.now(), onError });
  return (attempt) => tellLineOutlook({ board, glance, pace, returnRecord, clock, onError }, attempt);
}
