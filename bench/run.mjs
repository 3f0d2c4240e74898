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
  const { readOptions } = await import("./read-options.mjs");
  const options = readOptions(process.argv.slice(2));
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
 * @param {ReturnType<typeof import("./read-options.mjs").readOptions>} options
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
  const { measureBehind } = await import("./measure-behind.mjs");
  const { chooseMeasures, whoTakesPart } = await import("./choose-measures.mjs");
  const { judgeHttp } = await import("./judge.mjs");
  const { showLines, showLoads, showSeen } = await import("./show-results.mjs");
  const { describeRun, keepResults, otherWork } = await import("./keep-results.mjs");

  const otherWorkBefore = otherWork();
  if (otherWorkBefore > busyMachine) {
    say(
      `This machine has other work (${otherWorkBefore} processes per core want to run): the figures will say little.`,
    );
  }
  const generator = await findLoadGenerator(say);
  await buildShop();
  await bundlePrograms({ "bench.mjs": "bench/shop-side.ts", "bench-behind.mjs": "bench/behind/list-measures.ts" });
  const { openShopSide } = await import(pathToFileURL(projectPath(".build/bench.mjs")).href);
  const { behindMeasures } = await import(pathToFileURL(projectPath(".build/bench-behind.mjs")).href);
  const { measures, behind, left } = chooseMeasures(httpMeasures, behindMeasures, options);
  const length = options.quick ? { rounds: 1, seconds: 1 } : { rounds: 3, seconds: 4 };

  const contestants = await openContestants(directory, say, { names: whoTakesPart(measures) });
  const shopSide = await openShopSide(contestants.settings);
  const stop = () => void contestants.close().finally(() => process.exit(1));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    const stage = { directory, shopSide, bareRedisUrl: contestants.bareRedisUrl };
    say(`Measuring with ${generator.name}; requests ${length.rounds} x ${length.seconds} s each:`);
    const outcomes = await measureHttp({ measures, stage, contestants, generator, length, log: say });
    const behindStage = { ...stage, contestants, generator, quick: options.quick, minutes: options.minutes, log: say };
    const found = await measureBehind(behind, behindStage);
    const lines = [...judgeHttp(outcomes), ...found.flatMap((one) => one.lines)];
    const seen = Object.fromEntries(found.map((one) => [one.name, one.seen]));
    for (const one of left) say(`Left out of a quick run: ${one.name}.`);
    say(`\n${showSeen(found)}${showLoads(outcomes)}${showLines(lines)}\n`);
    const loads = outcomes.map(({ measure, connections, rounds }) => ({ measure: measure.name, connections, rounds }));
    const file = keepResults({
      ...describeRun(),
      otherWorkBefore,
      generator: generator.name,
      length,
      lines,
      loads,
      seen,
    });
    const missed = lines.filter((line) => !line.met).length;
    say(`${lines.length - missed} of ${lines.length} targets met. Figures of one machine: ${file}`);
    return missed === 0;
  } finally {
    // Its connections would keep this process alive for ever.
    await shopSide.close();
    await contestants.close();
  }
}
