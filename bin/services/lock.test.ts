import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readLock, takeLock } from "./lock.mjs";
import { startMark } from "./processes.mjs";

const lockModule = fileURLToPath(new URL("./lock.mjs", import.meta.url));

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zerohour-lock-"));
  file = join(folder, "lock");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Takes the lock in a process of its own, which lives until it is told to end; it never gives the lock back. */
function takeElsewhere(): { outcome: Promise<string>; end(): Promise<unknown> } {
  const program = `
    import { takeLock } from ${JSON.stringify(lockModule)};
    console.log(takeLock(${JSON.stringify(file)}, "elsewhere").outcome);
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  return {
    outcome: once(child.stdout, "data").then(([chunk]) => String(chunk).trim()),
    end() {
      child.stdin.end();
      return once(child, "exit");
    },
  };
}

function writeStale(record: Readonly<Record<string, unknown>>): void {
  writeFileSync(file, JSON.stringify({ note: "dead", children: [], ...record }));
}

describe("a lock", () => {
  it("is held by a living process and says by whom and for what", () => {
    expect(takeLock(file, "http://localhost:3000").outcome).toBe("taken");
    const second = takeLock(file, "another");
    expect(second).toMatchObject({ outcome: "held", by: { pid: process.pid, note: "http://localhost:3000" } });
  });

  it("can be taken again once released, and leaves no file of its own behind", () => {
    const first = takeLock(file, "first");
    if (first.outcome === "taken") first.lock.release();
    expect(readdirSync(folder)).toEqual([]);
    expect(takeLock(file, "second").outcome).toBe("taken");
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("of a process that ended without releasing it does not count, and hands over its children", async () => {
    const other = takeElsewhere();
    expect(await other.outcome).toBe("taken");
    await other.end();
    const dead = readLock(file);
    expect(dead?.note).toBe("elsewhere");
    const children = [{ name: "redis", pid: 1, mark: "x" }];
    writeStale({ ...dead, children });
    expect(takeLock(file, "next")).toMatchObject({ outcome: "taken", left: children });
  });

  it("whose number has gone to another process does not count", () => {
    writeStale({ pid: process.pid, mark: `not ${startMark(process.pid)}` });
    expect(takeLock(file, "next").outcome).toBe("taken");
  });

  it("that was cut short while it was written does not count", () => {
    writeFileSync(file, '{"pid": 12');
    expect(takeLock(file, "next").outcome).toBe("taken");
  });

  it("that is stale is cleared even if somebody was killed while clearing it, before writing a name", () => {
    writeStale({ pid: process.pid, mark: "long ago" });
    writeFileSync(`${file}.clearing`, "");
    const aMinuteAgo = new Date(Date.now() - 60_000);
    utimesSync(`${file}.clearing`, aMinuteAgo, aMinuteAgo);
    expect(takeLock(file, "next").outcome).toBe("taken");
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("that is stale goes to exactly one of many who want it at once", { timeout: 30_000 }, async () => {
    writeStale({ pid: process.pid, mark: "long ago" });
    const others = Array.from({ length: 8 }, takeElsewhere);
    const outcomes = await Promise.all(others.map(({ outcome }) => outcome));
    await Promise.all(others.map((other) => other.end()));
    expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "held")).toHaveLength(7);
  });
});
