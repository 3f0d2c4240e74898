import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireNode } from "../bin/services/require-node.mjs";

// npm run bench: the shop beside its bare parts and beside `next start`, in one run on this machine.

/** Processes per core. */
const busyMachine = 0.5;

requireNode();
const { ensurePackages } = await import("../bin/services/install-packages.mjs");
const { runMain } = await import("../bin/services/run-main.mjs");
const { say, spelledDuration } = await import("../bin/services/say.mjs");

await runMain(async () => {
  await ensurePackages();
  const { readOptions, usage } = await import("./read-options.mjs");
  const options = readOptions(process.argv.slice(2));
  if (options.help) return say(usage);
  const beganMs = performance.now();
  const directory = await mkdtemp(join(tmpdir(), "zerohour-bench-"));
  try {
    const met = await bench(options, directory);
    say(`Took ${spelledDuration(performance.now() - beganMs)}.`);
    return options.check && !met ? 1 : 0;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

/**
 * @param {{ quick: boolean, check: boolean, only?: string | undefined }} options
 * @param {string} directory
 * @returns {Promise<boolean>} whether every target was met
 */
async function bench(options, directory) {
  const { buildShop } = await import("../bin/services/build.mjs");
  const { bundlePrograms } = await import("../bin/services/bundle.mjs");
  const { projectPath } = await import("../bin/services/project.mjs");
  const { findLoadGenerator } = await import("./load-generator.mjs");
  const { openContestants } = await import("./contestants.mjs");
  const { httpMeasures } = await import("./http-measures.mjs");
  const { measureHttp } = await import("./measure-http.mjs");
  const { judgeHttp } = await import("./judge.mjs");
  const { showLines, showLoads } = await import("./show-results.mjs");
  const { describeRun, keepResults, otherWork } = await import("./keep-results.mjs");

  const otherWorkBefore = otherWork();
  if (otherWorkBefore > busyMachine) {
    say(
      `This machine has other work (${otherWorkBefore} processes per core want to run): the figures will say little.`,
    );
  }
  const generator = await findLoadGenerator(say);
  await buildShop();
  await bundlePrograms({ "bench.mjs": "bench/shop-side.ts" });
  const { openShopSide } = await import(pathToFileURL(projectPath(".build/bench.mjs")).href);
  const measures = httpMeasures.filter(({ name }) => name.includes(options.only ?? ""));
  const length = options.quick ? { rounds: 1, seconds: 1 } : { rounds: 3, seconds: 4 };

  const contestants = await openContestants(directory, say);
  const shopSide = await openShopSide(contestants.settings);
  const stop = () => void contestants.close().finally(() => process.exit(1));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const stage = { directory, shopSide, bareRedisUrl: contestants.bareRedisUrl };
    say(`Measuring with ${generator.name}, ${length.rounds} x ${length.seconds} s each:`);
    const outcomes = await measureHttp({ measures, stage, contestants, generator, length, log: say });
    const lines = [
      ...judgeHttp(outcomes),
      ...(options.only === undefined ? await measureBehind(contestants, shopSide, options.quick) : []),
    ];
    say(`\n${showLoads(outcomes)}\n\n${showLines(lines)}\n`);
    const loads = outcomes.map(({ measure, connections, rounds }) => ({ measure: measure.name, connections, rounds }));
    const file = keepResults({ ...describeRun(), otherWorkBefore, generator: generator.name, length, lines, loads });
    const missed = lines.filter((line) => !line.met).length;
    say(`${lines.length - missed} of ${lines.length} targets met. Figures of one machine: ${file}`);
    return missed === 0;
  } finally {
    // Its connections would keep this process alive for ever.
    await shopSide.close();
    await contestants.close();
  }
}

/**
 * What lies behind the answers: the gate's growth, booking, and how soon a shopper hears of it.
 *
 * @param {Awaited<ReturnType<typeof import("./contestants.mjs").openContestants>>} contestants
 * @param {any} shopSide
 * @param {boolean} quick
 * @returns {Promise<readonly import("./judge.mjs").Line[]>}
 */
async function measureBehind(contestants, shopSide, quick) {
  const { makeLine } = await import("./judge.mjs");
  const { measureVisible } = await import("./measure-settling.mjs");
  const rounds = Array.from({ length: quick ? 1 : 3 });
  const none = { connections: null };

  say("  orders booked");
  const settling = [];
  for (const _ of rounds) settling.push(await shopSide.measureSettling(quick ? 5_000 : 30_000));
  say("  the gate among many shoppers");
  const growth = await shopSide.measureGrowth(quick ? 60_000 : 1_000_000);
  say("  accepted to visible");
  const stopWorker = contestants.startWorker();
  const visible = [];
  const { origin } = contestants.settings;
  for (const _ of rounds) {
    visible.push(await measureVisible({ port: contestants.ports.shop, shopSide, origin, seconds: quick ? 2 : 10 }));
  }
  await stopWorker();
  return [
    makeLine({
      ...none,
      what: "orders booked, from the stream",
      against: "plain insert",
      values: settling.map((one) => one.shopPerSecond / one.plainPerSecond),
      atLeast: 0.4,
    }),
    makeLine({
      ...none,
      what: "orders booked, from the stream",
      against: "",
      unit: "/s",
      values: settling.map((one) => one.shopPerSecond),
      atLeast: 5_000,
    }),
    makeLine({
      ...none,
      what: "accepted to visible at 2 000/s, p99",
      against: "",
      unit: "ms",
      values: visible.map((one) => one.p99Ms),
      atMost: 500,
    }),
    makeLine({
      ...none,
      what: `decision among ${quick ? "60 000" : "1 000 000"} shoppers`,
      against: "among 20 000",
      values: [growth.manyPerSecond / growth.fewPerSecond],
      atLeast: 0.9,
    }),
    makeLine({
      ...none,
      what: "Redis memory per shopper with an attempt",
      against: "",
      unit: "B",
      values: settling.map((one) => one.bytesPerAccount),
      atMost: 300,
    }),
  ];
}
