import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeShopCommand, type ShopCommand } from "../lib/testing/shop-command";
import { isAlive, parentOf, waitUntil } from "./services/processes.mjs";

// The start command, run and ended as people run and end it.

let shop: ShopCommand;

beforeEach(async () => {
  shop = await makeShopCommand();
});

afterEach(() => shop.cleanUp());

async function isReady(): Promise<boolean> {
  const answer = await fetch(`${shop.origin}/api/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(
    () => null,
  );
  return answer?.status === 200;
}

async function readSlugs(): Promise<string[]> {
  const answer = await fetch(`${shop.origin}/api/sales`);
  const { sales } = await answer.json();
  return sales.map(({ slug }: { slug: string }) => slug).sort();
}

describe("ending", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s stops everything within 10 s and leaves no process",
    async (signal) => {
      const started = shop.start();
      await started.untilOpen();
      expect(await isReady()).toBe(true);
      const askedMs = performance.now();
      started.process.kill(signal);
      expect(await started.ended).toBe(0);
      expect(performance.now() - askedMs).toBeLessThan(10_000);
      expect(await shop.livingProcesses()).toEqual([]);
      expect(existsSync(join(shop.dataDir, "lock"))).toBe(false);
      expect(existsSync(join(shop.dataDir, "runtime.json"))).toBe(false);
    },
  );

  it("a signal delivered twice, as npm does, is one stop", async () => {
    const started = shop.start();
    await started.untilOpen();
    started.process.kill("SIGINT");
    started.process.kill("SIGINT");
    expect(await started.ended).toBe(0);
    expect(started.output()).toContain("Stopped. The data stays.");
    expect(await shop.livingProcesses()).toEqual([]);
  });

  it("a third signal does not wait, and still leaves no process", async () => {
    const started = shop.start();
    await started.untilOpen();
    for (let sent = 0; sent < 3; sent += 1) {
      started.process.kill("SIGINT");
      await new Promise((resolve) => setImmediate(resolve));
    }
    await started.ended;
    expect(await waitUntil(async () => (await shop.livingProcesses()).length === 0, 10_000)).toBe(true);
  });

  it("a reader of the output who leaves stops everything", async () => {
    const started = shop.start({ LOG_LEVEL: "debug" });
    await started.untilOpen();
    started.process.stdout?.destroy();
    started.process.stderr?.destroy();
    // Anything said from now on meets the closed pipe: a web process that has to be started again, for instance.
    process.kill(started.pidOf("web"), "SIGKILL");
    await started.ended;
    expect(await shop.livingProcesses()).toEqual([]);
  });

  it("a signal during the start leaves no process either", async () => {
    const started = shop.start();
    const begun = await waitUntil(() => existsSync(join(shop.dataDir, "postgres", "cluster")), 30_000, 5);
    expect(begun).toBe(true);
    started.process.kill("SIGTERM");
    expect(await started.ended).toBe(1);
    expect(await shop.livingProcesses()).toEqual([]);
  });
});

describe("crashes", () => {
  it("a killed start takes its children along, and the next start carries on with the same data", async () => {
    const killed = shop.start({ ZEROHOUR_DEMO: "1" });
    await killed.untilOpen();
    const slugs = await readSlugs();
    const secret = await readFile(join(shop.dataDir, "secret"), "utf8");
    expect(slugs.length).toBeGreaterThan(0);
    killed.process.kill("SIGKILL");
    await killed.ended;
    expect(await waitUntil(async () => (await shop.livingProcesses()).length === 0, 10_000)).toBe(true);

    const next = shop.start({ ZEROHOUR_DEMO: "1" });
    await next.untilOpen();
    expect(await readSlugs()).toEqual(expect.arrayContaining(slugs));
    expect(await readFile(join(shop.dataDir, "secret"), "utf8")).toBe(secret);
    next.process.kill("SIGTERM");
    expect(await next.ended).toBe(0);
  });

  it("servers orphaned by killing the start and its watchdog are taken over by the next start", async () => {
    const killed = shop.start();
    await killed.untilOpen();
    const orphans = [killed.pidOf("postgres"), killed.pidOf("redis")];
    const ours = await shop.livingProcesses();
    const watchdogs = await findWatchdogs(ours, killed.process.pid ?? 0);
    for (const pid of [...watchdogs, killed.process.pid ?? 0]) process.kill(pid, "SIGKILL");
    await killed.ended;
    expect(orphans.every(isAlive), "negative control: nobody else stops them").toBe(true);

    const next = shop.start();
    await next.untilOpen();
    expect(orphans.some(isAlive)).toBe(false);
    next.process.kill("SIGTERM");
    expect(await next.ended).toBe(0);
    expect(await shop.livingProcesses()).toEqual([]);
  });

  it("a web process that dies is replaced, and the shop gets ready again", async () => {
    const started = shop.start();
    await started.untilOpen();
    process.kill(started.pidOf("web"), "SIGKILL");
    expect(await waitUntil(async () => !(await isReady()), 5_000)).toBe(true);
    expect(await waitUntil(isReady, 60_000), started.output()).toBe(true);
  });

  it("a database server that dies ends the shop with one line that names it", async () => {
    const started = shop.start();
    await started.untilOpen();
    process.kill(started.pidOf("redis"), "SIGKILL");
    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(
      /redis-server ended unexpectedly \(SIGKILL\), so the shop stops; see .*server\.log/,
    );
    expect(await shop.livingProcesses()).toEqual([]);
  });
});

describe("refusals", () => {
  it("a second start on the same data is told who holds it, and the first one goes on", async () => {
    const first = shop.start();
    await first.untilOpen();
    const second = shop.start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/^A shop runs on .* already \(http:\/\/localhost:\d+, process \d+\): .*\n$/);
    expect(await isReady()).toBe(true);
  });

  it("a taken port is said in one line, and nothing is started", async () => {
    const first = shop.start();
    await first.untilOpen();
    const other = await makeShopCommand();
    try {
      const second = other.start({ PORT: String(shop.port) });
      expect(await second.ended).toBe(1);
      expect(second.output()).toMatch(new RegExp(`^Port ${shop.port} is in use: .*PORT=${shop.port + 1} npm start\n$`));
      expect(await other.livingProcesses()).toEqual([]);
      expect(await readdir(other.dataDir)).toEqual([]);
    } finally {
      await other.cleanUp();
    }
  });

  it("two shops live side by side on two data directories and ports", async () => {
    const other = await makeShopCommand();
    try {
      const first = shop.start();
      await first.untilOpen();
      const second = other.start();
      await second.untilOpen();
      second.process.kill("SIGTERM");
      expect(await second.ended).toBe(0);
      expect(await isReady()).toBe(true);
    } finally {
      await other.cleanUp();
    }
  });

  it("every bad variable gets its own line, and nothing is started", async () => {
    const started = shop.start({ PORT: "99999", APP_ORIGIN: "shop", ZEROHOUR_TEST_TOOLS: "yes" });
    expect(await started.ended).toBe(1);
    const lines = started.output().trim().split("\n");
    expect(lines.map((line) => line.split("=")[0]).sort()).toEqual(["APP_ORIGIN", "PORT", "ZEROHOUR_TEST_TOOLS"]);
    expect(await readdir(shop.dataDir)).toEqual([]);
  });

  it("a host that is not ours is said in one line", async () => {
    const started = shop.start({ HOST: "203.0.113.1" });
    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/^HOST="203\.0\.113\.1": cannot listen there \(EADDRNOTAVAIL\)\n$/);
    expect(await shop.livingProcesses()).toEqual([]);
  });

  it("external servers need a secret of the operator's", async () => {
    const started = shop.start({ DATABASE_URL: "postgresql://127.0.0.1:1/shop", REDIS_URL: "redis://127.0.0.1:1" });
    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/^AUTH_SECRET is not set; see \.env\.example\n$/);
  });

  it("an external database that does not answer is said in one line", async () => {
    const started = shop.start({ DATABASE_URL: "postgresql://127.0.0.1:1/shop" });
    expect(await started.ended).toBe(1);
    expect(started.output()).toMatch(/^The database shop at 127\.0\.0\.1:1 cannot be reached: .*\n$/);
    expect(await shop.livingProcesses()).toEqual([]);
  });
});

/** Of our processes, the direct child of the start command that is neither a program nor a server. */
async function findWatchdogs(pids: readonly number[], startPid: number): Promise<number[]> {
  const found = [];
  for (const pid of pids) {
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8");
    if (parentOf(pid) === startPid && command.includes("watchdog-process")) found.push(pid);
  }
  return found;
}
