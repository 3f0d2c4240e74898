import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireNode } from "../bin/services/require-node.mjs";

// node bench/admin-lists.mjs [--quick]: how long lists of the admin take over HTTP in a shop with 100 000 orders (10 000
// with --quick) of 20 000 buyers. The figures are printed and nothing depends on them; what must be found by an index is
// tested in lib/orders/admin/many-orders.integration.test.ts.

requireNode();
const { ensurePackages } = await import("../bin/services/install-packages.mjs");
const { runMain } = await import("../bin/services/run-main.mjs");
const { say } = await import("../bin/services/say.mjs");

const targetMs = 200;
const requestsEach = 60;

await runMain(async () => {
  await ensurePackages();
  const quick = process.argv.includes("--quick");
  const directory = await mkdtemp(join(tmpdir(), "zerohour-bench-"));
  try {
    await measureLists(directory, { sales: 5, buyers: quick ? 2_000 : 20_000 });
    return 0;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

/**
 * @param {string} directory
 * @param {{ sales: number, buyers: number }} size
 */
async function measureLists(directory, size) {
  const { applyMigrations } = await import("../bin/migrate.mjs");
  const { buildShop } = await import("../bin/services/build.mjs");
  const { bundlePrograms } = await import("../bin/services/bundle.mjs");
  const { findFreePort } = await import("../bin/services/ports.mjs");
  const { startPostgres } = await import("../bin/services/postgres.mjs");
  const { stopChild, waitUntil } = await import("../bin/services/processes.mjs");
  const { projectDir, projectPath } = await import("../bin/services/project.mjs");
  const { startRedis } = await import("../bin/services/redis.mjs");

  await buildShop();
  await bundlePrograms({ "bench-admin-lists.mjs": "bench/admin-lists-side.ts" });
  const { seedAdminLists } = await import(pathToFileURL(projectPath(".build/bench-admin-lists.mjs")).href);
  for (const name of ["postgres", "redis"]) mkdirSync(join(directory, name));
  const postgres = await startPostgres({ dataDir: join(directory, "postgres"), log: say });
  const redis = await startRedis({ dataDir: join(directory, "redis"), log: say });
  const port = await findFreePort();
  const origin = `http://localhost:${port}`;
  const secret = randomBytes(32).toString("hex");
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let web;
  try {
    await applyMigrations(postgres.url);
    say(`Making ${size.sales * size.buyers} orders ...`);
    const seeded = await seedAdminLists({ databaseUrl: postgres.url, secret, origin, ...size });
    web = spawn(process.execPath, [projectPath(".build/server.js")], {
      cwd: projectDir,
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(port),
        DATA_DIR: directory,
        DATABASE_URL: postgres.url,
        REDIS_URL: redis.url,
        AUTH_SECRET: secret,
        ZEROHOUR_DEMO: "0",
        LOG_LEVEL: "warn",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = createWriteStream(join(directory, "web.log"));
    web.stdout?.pipe(log);
    web.stderr?.pipe(log);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const get = (/** @type {string} */ path) => send(agent, port, path, seeded.cookie);
    const ready = await waitUntil(
      async () => (await get("/api/health/ready").catch(() => null))?.status === 200,
      60_000,
      100,
    );
    if (!ready) throw new Error("the shop did not become ready");
    say(`${seeded.count} orders; ${requestsEach} requests each, one after the other; target ${targetMs} ms\n`);
    for (const [name, path] of lists(seeded)) await measure(name, () => get(path));
    await measureExport(() => get("/api/admin/orders.csv"));
    agent.destroy();
  } finally {
    if (web !== undefined) {
      await stopChild(web, [
        ["SIGTERM", 10_000],
        ["SIGKILL", 1_000],
      ]);
    }
    await Promise.all([postgres.stop(), redis.stop()]);
  }
}

/**
 * @param {{ slug: string, order: { id: string, number: number } }} seeded
 * @returns {readonly (readonly [string, string])[]}
 */
function lists({ slug, order }) {
  const orders = "/api/admin/orders";
  const dayMs = 86_400_000;
  const from = new Date(Date.now() - 3 * dayMs).toISOString();
  const to = new Date(Date.now() - 2 * dayMs).toISOString();
  return [
    ["orders, newest", orders],
    ["orders, page 1 000", `${orders}?page=1000`],
    ["orders of a state", `${orders}?state=refunded`],
    ["orders of a sale", `${orders}?sale=${slug}`],
    ["orders of a sale and state", `${orders}?sale=${slug}&state=paid`],
    ["orders of a day", `${orders}?from=${from}&to=${to}`],
    ["orders by amount", `${orders}?sort=amount&direction=desc`],
    ["orders by end of hold", `${orders}?state=reserved&sort=payBy&direction=asc`],
    ["search: number", `${orders}?q=ZH-${order.number}`],
    ["search: one buyer", `${orders}?q=buyer-000777`],
    ["search: every buyer", `${orders}?q=many.example`],
    ["search: nobody", `${orders}?q=nobody-at-all`],
    ["one order", `${orders}/${order.id}`],
    ["users, newest", "/api/admin/users"],
    ["users: search", "/api/admin/users?q=buyer-000777"],
  ];
}

/**
 * @param {string} name
 * @param {() => Promise<{ status: number }>} ask
 */
async function measure(name, ask) {
  /** @type {number[]} */
  const tookMs = [];
  for (let turn = -5; turn < requestsEach; turn += 1) {
    const beganMs = performance.now();
    const { status } = await ask();
    if (status !== 200) throw new Error(`${name} answered ${status}`);
    if (turn >= 0) tookMs.push(performance.now() - beganMs);
  }
  tookMs.sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    tookMs[Math.min(tookMs.length - 1, Math.floor(tookMs.length * share))] ?? 0;
  const verdict = at(0.95) <= targetMs ? "" : "  over the target";
  say(
    `${name.padEnd(28)} p50 ${at(0.5).toFixed(1).padStart(7)} ms   p95 ${at(0.95).toFixed(1).padStart(7)} ms${verdict}`,
  );
}

/** @param {() => Promise<{ status: number, bytes: number }>} ask */
async function measureExport(ask) {
  const beganMs = performance.now();
  const { bytes } = await ask();
  const seconds = (performance.now() - beganMs) / 1_000;
  say(`\nall orders as CSV: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`);
}

/**
 * @param {Agent} agent
 * @param {number} port
 * @param {string} path
 * @param {string} cookie
 * @returns {Promise<{ status: number, bytes: number }>}
 */
function send(agent, port, path, cookie) {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: "127.0.0.1", port, path, headers: { cookie } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => {
        bytes += chunk.length;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
    });
    sent.on("error", reject);
    sent.end();
  });
}
