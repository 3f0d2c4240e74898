import type { Loop } from "../platform/loop";
import { readLastResult } from "./last-result";
import { findNewest } from "./read-backup";

export interface BackupLoopParts {
  readonly folder: string;
  readonly everyMs: number;
  /** Makes one, in a process of its own; resolves with its name, null when another one is under way, rejects with why not. */
  readonly run: (signal: AbortSignal) => Promise<string | null>;
  /** Told of each backup, and of each reason for none once. */
  readonly note: (event: "backup_made" | "backup_failed", message: string) => void;
}

const idleMs = 60_000;
/** A shop that has just been started has other things to do. */
const settlingMs = 300_000;
/** What has failed is not tried at once again: a full disk is still full, and a large dump is work. */
const pauseAfterFailureMs = 600_000;

/**
 * Sees to it that there is a backup that is not older than `everyMs`, whoever made it. By the machine's clock. A failure
 * is told by its own words, in the log and in `last-result.json`; it is none of the loop's.
 */
export function backupLoop({ folder, everyMs, run, note }: BackupLoopParts): Loop {
  let lastMessage = "";
  const firstAtMs = Date.now() + Math.min(settlingMs, everyMs);
  return {
    name: "backup",
    idleMs: Math.min(idleMs, everyMs),
    async once(signal) {
      const nowMs = Date.now();
      if (nowMs < firstAtMs || !(await isDue(folder, everyMs, nowMs))) return 0;
      try {
        const name = await run(signal);
        if (name === null) return 0;
        lastMessage = "";
        note("backup_made", name);
      } catch (error) {
        if (signal.aborted) return 0;
        const message = error instanceof Error ? error.message : String(error);
        if (message !== lastMessage) note("backup_failed", message);
        lastMessage = message;
      }
      return 0;
    },
  };
}

async function isDue(folder: string, everyMs: number, nowMs: number): Promise<boolean> {
  const newest = await findNewest(folder);
  if (newest !== null && nowMs - Date.parse(newest.manifest.madeAt) < everyMs) return false;
  const last = await readLastResult(folder);
  if (last === null || last.ok) return true;
  return nowMs - Date.parse(last.at) >= Math.min(everyMs, pauseAfterFailureMs);
}
