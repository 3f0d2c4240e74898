import type { Logger } from "pino";

/**
 * A named piece of background work. `once` does what there is to do now and says how much it did;
 * it must be safe to call again after any failure.
 */
export interface Loop {
  readonly name: string;
  once(signal: AbortSignal): Promise<number>;
  /** Pause after a round that found nothing to do. A round that found something is followed at once by the next. */
  readonly idleMs: number;
  /** A round that takes longer hangs, and whoever watches is told; a minute unless said. */
  readonly roundMaxMs?: number;
}

export interface LoopHealth {
  readonly name: string;
  /** Failures in a row; 0 when the last round was good. */
  readonly failures: number;
  readonly lastGoodAtMs: number | null;
  /** Since when a round is under way; null between two. */
  readonly roundSinceMs?: number | null;
  /** That round takes longer than it may: it will not end by itself. */
  readonly isHanging?: boolean;
}

export interface RunningLoop {
  health(): LoopHealth;
  /** Asks the loop to end and waits for the round under way, at most until the deadline. */
  stop(deadlineMs: number): Promise<"stopped" | "deadline_passed">;
}

const roundMaxMsUsual = 60_000;
const backoffFirstMs = 100;
const backoffMaxMs = 5_000;

/**
 * Running -> (failure) waiting with capped backoff -> running; stop ends either.
 * A failing round is logged once per change of message, so an outage does not flood the log.
 */
export function startLoop(loop: Loop, logger: Logger, realNowMs: () => number = Date.now): RunningLoop {
  const abort = new AbortController();
  let failures = 0;
  let lastGoodAtMs: number | null = null;
  let lastMessage = "";
  let roundSinceMs: number | null = null;

  function isHanging(): boolean {
    return roundSinceMs !== null && realNowMs() - roundSinceMs > (loop.roundMaxMs ?? roundMaxMsUsual);
  }

  async function round(): Promise<number> {
    try {
      roundSinceMs = realNowMs();
      const done = await loop.once(abort.signal);
      if (failures > 0) logger.info({ loop: loop.name, failures }, "loop works again");
      failures = 0;
      lastMessage = "";
      lastGoodAtMs = realNowMs();
      return done > 0 ? 0 : loop.idleMs;
    } catch (error) {
      if (abort.signal.aborted) return 0;
      failures += 1;
      const message = error instanceof Error ? error.message : String(error);
      if (message !== lastMessage)
        logger.error({ loop: loop.name, failures, err: error }, "loop failed, will try again");
      lastMessage = message;
      return Math.min(backoffMaxMs, backoffFirstMs * 2 ** Math.min(failures, 10));
    } finally {
      roundSinceMs = null;
    }
  }

  async function run(): Promise<void> {
    while (!abort.signal.aborted) {
      const waitMs = await round();
      if (waitMs > 0) await pause(waitMs, abort.signal);
      else await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  const ended = run();
  return {
    health: () => ({ name: loop.name, failures, lastGoodAtMs, roundSinceMs, isHanging: isHanging() }),
    async stop(deadlineMs) {
      abort.abort();
      const limit = AbortSignal.timeout(Math.max(1, deadlineMs));
      return Promise.race([
        ended.then(() => "stopped" as const),
        pause(deadlineMs, limit).then(() => "deadline_passed" as const),
      ]);
    },
  };
}

/** Resolves after a time or as soon as the signal fires, whichever comes first. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(finish, ms);
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    }
    signal.addEventListener("abort", finish, { once: true });
  });
}
