import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backupLoop } from "./backup-loop";
import { writeLastResult } from "./last-result";

let folder: string;
let notes: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "zerohour-loop-"));
  notes = [];
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function loopOf(everyMs: number, run: () => Promise<string | null>) {
  return backupLoop({ folder, everyMs, run, note: (event, message) => void notes.push(`${event} ${message}`) });
}

const signal = new AbortController().signal;

describe("the loop of backups", () => {
  it("lets a shop settle before the first one", async () => {
    const loop = loopOf(86_400_000, async () => "a");
    expect(await loop.once(signal)).toBe(0);
    expect(notes).toEqual([]);
  });

  it("makes one when there is none, and tells of it", async () => {
    await loopOf(0, async () => "a").once(signal);
    expect(notes).toEqual(["backup_made a"]);
  });

  it("says nothing when another one is under way", async () => {
    await loopOf(0, async () => null).once(signal);
    expect(notes).toEqual([]);
  });

  it("tells a reason once, and each new one", async () => {
    const reasons = ["full", "full", "away", "full"];
    const loop = loopOf(0, async () => {
      throw new Error(reasons.shift());
    });
    for (let count = 0; count < 4; count += 1) expect(await loop.once(signal)).toBe(0);
    expect(notes).toEqual(["backup_failed full", "backup_failed away", "backup_failed full"]);
  });

  it("leaves what has failed alone for a while", async () => {
    let tries = 0;
    const everyMs = 1;
    const loop = loopOf(everyMs, async () => {
      tries += 1;
      return "a";
    });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    await expect
      .poll(async () => {
        await loop.once(signal);
        return tries;
      })
      .toBeGreaterThan(0);
    const before = tries;
    await writeLastResult(folder, { at: later, ok: false, message: "full", tookMs: 1 });
    await loop.once(signal);
    expect(tries).toBe(before);
  });
});
