import type { RequestClass } from "./request-class";

// Refuses work the process cannot finish in time, before anything of it is read. Two measures, looked at every tick:
//
// - how late the event loop runs. It feeds the pressure: 0 refuses nobody, from 0 to 1 a growing share of buys, from 1
//   to 2 all buys and a growing share of polls. It rises while the delay is over its target and falls below it.
// - how long a buy stays, by Little's law from buys in flight and buys answered. When something behind us is slow, the
//   loop is idle and the buys pile up: then the limit of buys in flight shrinks.
//
// Few requests at once are never refused by these, however late the loop: on a busy machine that is somebody else's load,
// and refusing would not help. Vital requests are never refused. On top of both, people may say which share of buys to
// let in; that holds for few as for many.

export interface LoadGuard {
  /** Whether to serve a request of this class; who is told yes must `leave`. */
  enter(requestClass: RequestClass): boolean;
  leave(requestClass: RequestClass): void;
  /** How long a refused one should wait, spread so that those refused together do not return together. */
  retryAfterMs(): number;
  /** Ends an interval: `loopDelayMs` is how late the event loop ran in it. */
  tick(loopDelayMs: number): void;
  /** What people decided: this share of buys is let in at most, whatever is measured. */
  letIn(buysShare: number): void;
  level(): LoadLevel;
  reading(): LoadReading;
}

/** `calm` refuses nobody; `thinning` some buys; `closed` nearly all buys; `crowded` some polls too. */
export const loadLevels = ["calm", "thinning", "closed", "crowded"] as const;
export type LoadLevel = (typeof loadLevels)[number];

export interface LoadReading {
  readonly pressure: number;
  readonly loopDelayMs: number;
  /** Buys that may be in flight at once. */
  readonly buysMax: number;
  readonly inFlight: Readonly<Record<RequestClass, number>>;
}

export const loadTickMs = 50;

const loopDelayTargetMs = 100;
/** A longer delay counts as this: one long pause, of a machine that slept or a collection of garbage, is no load. */
const loopDelayMaxMs = 300;
/** Per tick. From calm to all buys refused takes a quarter of a second at least, back a second. */
const pressureRiseMax = 0.2;
const pressureFallMax = 0.05;
const pressureGain = 0.1;
const pressureMax = 2;
/** Weight of the newest measurement; a single late tick counts for a third. */
const newestShare = 0.3;

/** So many of a class at once are always served. */
const alwaysServed = { poll: 512, buy: 256 } as const;
const buysMaxAtFirst = 1_024;
const buysMaxMost = 4_096;
const staysTargetMs = 250;

export function createLoadGuard(random: () => number = Math.random): LoadGuard {
  const inFlight: Record<RequestClass, number> = { vital: 0, poll: 0, buy: 0 };
  let pressure = 0;
  let buysShare = 1;
  let delayMs = 0;
  let buysMax = buysMaxAtFirst;
  let buysAnswered = 0;
  let buysMost = 0;

  function refuses(requestClass: Exclude<RequestClass, "vital">): boolean {
    if (requestClass === "buy" && buysShare < 1 && random() >= buysShare) return true;
    const now = inFlight[requestClass];
    if (now < alwaysServed[requestClass]) return false;
    if (requestClass === "buy") return now >= buysMax || (pressure > 0 && random() < pressure);
    return pressure > 1 && random() < pressure - 1;
  }

  function adaptBuysMax(): void {
    // With buys waiting and none answered, they stay for many ticks.
    const staysMs = (buysMost / Math.max(buysAnswered, 0.1)) * loadTickMs;
    if (buysMost >= alwaysServed.buy && staysMs > staysTargetMs) buysMax = Math.max(alwaysServed.buy, buysMax * 0.8);
    else if (buysMost >= buysMax * 0.8) buysMax = Math.min(buysMaxMost, buysMax * 1.1);
    else buysMax += (buysMaxAtFirst - buysMax) * 0.05;
    buysAnswered = 0;
    buysMost = inFlight.buy;
  }

  return {
    enter(requestClass) {
      if (requestClass !== "vital" && refuses(requestClass)) return false;
      inFlight[requestClass] += 1;
      if (requestClass === "buy" && inFlight.buy > buysMost) buysMost = inFlight.buy;
      return true;
    },
    leave(requestClass) {
      inFlight[requestClass] -= 1;
      if (requestClass === "buy") buysAnswered += 1;
    },
    retryAfterMs: () => Math.round((1_000 + 1_500 * pressure) * (1 + random())),
    tick(loopDelayMs) {
      delayMs += (Math.min(loopDelayMs, loopDelayMaxMs) - delayMs) * newestShare;
      const over = (delayMs - loopDelayTargetMs) / loopDelayTargetMs;
      const step = Math.min(pressureRiseMax, Math.max(-pressureFallMax, over * pressureGain));
      pressure = Math.min(pressureMax, Math.max(0, pressure + step));
      adaptBuysMax();
    },
    letIn(share) {
      buysShare = share;
    },
    level() {
      if (pressure > 1) return "crowded";
      if (pressure >= 0.95 || inFlight.buy >= buysMax) return "closed";
      return pressure > 0 || buysShare < 1 ? "thinning" : "calm";
    },
    reading: () => ({ pressure, loopDelayMs: delayMs, buysMax: Math.floor(buysMax), inFlight: { ...inFlight } }),
  };
}

/** Ticks the guard by how late its own timer is. Returns what ends that. */
export function watchLoop(guard: LoadGuard): () => void {
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    guard.tick(Math.max(0, nowMs - lastMs - loadTickMs));
    lastMs = nowMs;
  }, loadTickMs);
  timer.unref();
  return () => clearInterval(timer);
}
