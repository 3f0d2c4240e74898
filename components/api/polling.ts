import type { SWRConfiguration } from "swr";

/** Longest wait before asking again after a lost connection. */
const retryCapMs = 5_000;
const retryBaseMs = 500;
/** Phones that ask to save data are polled this much less often. */
const saveDataFactor = 3;

/** How long to wait after the n-th failure in a row (1 is the first): doubling, capped, spread by a quarter. */
export function retryDelayMs(failures: number, random: number): number {
  const doubledMs = retryBaseMs * 2 ** Math.min(failures, 10);
  return Math.round(Math.min(retryCapMs, doubledMs) * (0.75 + random * 0.5));
}

/**
 * How long to wait after a refusal. "Later" (429 and every failure of the server) is asked again when the server
 * says, or after 5 s; any other refusal will not change by asking, which 0 stands for.
 */
export function waitAfterProblemMs(status: number, retryAfterMs: number | null): number {
  const isLater = status === 429 || status >= 500;
  return isLater ? Math.max(retryBaseMs, retryAfterMs ?? retryCapMs) : 0;
}

/** A poll interval spread by 20 % either way, so that a crowd's polls do not march in step. 0 stays 0. */
export function spreadPollMs(pollMs: number, random: number, savesData: boolean): number {
  return Math.round(pollMs * (0.8 + random * 0.4) * (savesData ? saveDataFactor : 1));
}

/** Whether the reader asked their browser to save data. Not every browser tells. */
export function savesData(): boolean {
  if (typeof navigator === "undefined" || !("connection" in navigator)) return false;
  const connection: unknown = navigator.connection;
  return (
    typeof connection === "object" && connection !== null && "saveData" in connection && connection.saveData === true
  );
}

/**
 * SWR settings for everything that is polled. SWR's own retry waits up to half an hour, and it swallows polls
 * that come faster than its deduping interval of 2 s.
 */
export const pollingSettings: SWRConfiguration = {
  dedupingInterval: 500,
  onErrorRetry: (_error, _key, _config, revalidate, { retryCount }) => {
    setTimeout(() => void revalidate({ retryCount }), retryDelayMs(retryCount, Math.random()));
  },
};
