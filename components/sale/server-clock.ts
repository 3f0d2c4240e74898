import { bestEstimate, type ClockEstimate, type ClockSample, chooseEstimate, errorNowMs } from "./clock-estimate";
import { isQuiet, nextSyncDelayMs, wouldBreakQuiet } from "./plan-sync";

/** What the clock needs of its surroundings. */
export interface ClockSurroundings {
  /** The server's time in epoch milliseconds; throws when it does not answer. */
  readonly askServer: () => Promise<number>;
  /** Runs evenly and cannot be set: `performance.now`. */
  readonly monotonicMs: () => number;
  /** The device's clock, only to notice that the device slept. */
  readonly deviceMs: () => number;
  /** Calls back once; returns how to cancel. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Returns [0, 1). */
  readonly random: () => number;
}

export interface ClockStatus {
  /** False until the server's time is known. */
  readonly ready: boolean;
  /** False while it is measured anew because the device slept. */
  readonly trusted: boolean;
  /** How far the time can be off, when it was last measured; null until it is known. */
  readonly errorMs: number | null;
}

export interface ServerClock {
  /** The server's time. Until it is known, the device's. */
  nowMs(): number;
  status(): ClockStatus;
  /** Calls back whenever the status changes or the time jumps. */
  subscribe(listener: () => void): () => void;
  /** Measures ahead of this start and is silent in its last seconds; returns how to stop. */
  watchStart(startsAtMs: number): () => void;
  /** The page came back to the front or the network returned: measure again. */
  wake(): void;
  /** Begins to measure; returns how to stop. */
  run(): () => void;
}

const samplesPerSeries = 5;
const betweenSamplesMs = 200;
const firstRetryMs = 1_000;
const lastRetryMs = 30_000;
/** Two clocks of one machine that differ by more over a wake have not both been running. */
const sleptMs = 1_000;
/** Coming to the front twice within this time is one wake. */
const wakeEveryMs = 2_000;

const unknown: ClockStatus = { ready: false, trusted: false, errorMs: null };

/** The server's time as this browser knows it: an offset to a clock that nobody can set. */
export function createServerClock(surroundings: ClockSurroundings): ServerClock {
  const { askServer, monotonicMs, deviceMs, after, random } = surroundings;
  const listeners = new Set<() => void>();
  const starts = new Set<number>();
  let estimate: ClockEstimate | null = null;
  let status = unknown;
  /** How much longer than the monotonic clock says the device has been away. */
  let sleptForMs = 0;
  let lastSeen = { monotonicMs: monotonicMs(), deviceMs: deviceMs() };
  let lastWakeMs = Number.NEGATIVE_INFINITY;
  let cancelNext = (): void => {};
  let series = 0;
  let failures = 0;
  let running = false;

  function nowMs(): number {
    return estimate === null ? deviceMs() : estimate.offsetMs + monotonicMs() + sleptForMs;
  }

  function publish(next: ClockStatus): void {
    status = next;
    for (const listener of listeners) listener();
  }

  function planNext(delayMs: number): void {
    cancelNext();
    cancelNext = after(delayMs, () => void measure());
  }

  function adopt(samples: readonly ClockSample[]): void {
    const fresh = bestEstimate(samples);
    if (fresh === null) return;
    estimate = status.trusted ? chooseEstimate(estimate, fresh, monotonicMs()) : fresh;
    sleptForMs = 0;
    const errorMs = errorNowMs(estimate, monotonicMs());
    publish({ ready: true, trusted: true, errorMs });
  }

  async function sample(): Promise<ClockSample> {
    const sentAtMs = monotonicMs();
    const serverNowMs = await askServer();
    return { sentAtMs, receivedAtMs: monotonicMs(), serverNowMs };
  }

  /** One series of samples. The first is used at once, the best of all in the end; a newer series stops this one. */
  async function measure(): Promise<void> {
    series += 1;
    const own = series;
    const samples: ClockSample[] = [];
    for (let taken = 0; taken < samplesPerSeries; taken += 1) {
      if (taken > 0) await pause(betweenSamplesMs);
      if (own !== series || !running) return;
      if (estimate !== null && status.trusted && isQuiet(nowMs(), [...starts])) break;
      try {
        samples.push(await sample());
      } catch {
        // A lost sample is no news; a series without any is tried again below.
        continue;
      }
      if (own !== series || !running) return;
      if (samples.length === 1 && !status.trusted) adopt(samples);
    }
    adopt(samples);
    failures = samples.length === 0 && !status.trusted ? failures + 1 : 0;
    planNext(failures > 0 ? retryDelayMs() : nextSyncDelayMs(nowMs(), [...starts], random));
  }

  function retryDelayMs(): number {
    return Math.min(lastRetryMs, firstRetryMs * 2 ** (failures - 1)) * (0.75 + 0.5 * random());
  }

  function pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      after(delayMs, resolve);
    });
  }

  function noticeSleep(): void {
    const seen = { monotonicMs: monotonicMs(), deviceMs: deviceMs() };
    const lostMs = seen.deviceMs - lastSeen.deviceMs - (seen.monotonicMs - lastSeen.monotonicMs);
    lastSeen = seen;
    if (estimate === null || Math.abs(lostMs) < sleptMs) return;
    // Until the server has answered, the later of the two is the careful guess: it ends sales, it opens none.
    sleptForMs += Math.max(0, lostMs);
    publish({ ...status, trusted: false });
  }

  return {
    nowMs,
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watchStart(startsAtMs) {
      starts.add(startsAtMs);
      if (running && status.trusted) planNext(nextSyncDelayMs(nowMs(), [...starts], random));
      return () => starts.delete(startsAtMs);
    },
    wake() {
      if (!running) return;
      noticeSleep();
      const sinceMs = monotonicMs() - lastWakeMs;
      if (status.trusted && (sinceMs < wakeEveryMs || wouldBreakQuiet(nowMs(), [...starts]))) return;
      lastWakeMs = monotonicMs();
      cancelNext();
      void measure();
    },
    run() {
      running = true;
      lastSeen = { monotonicMs: monotonicMs(), deviceMs: deviceMs() };
      void measure();
      return () => {
        running = false;
        cancelNext();
      };
    },
  };
}
