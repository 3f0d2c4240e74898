import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { requireNode } from "../bin/services/require-node.mjs";

// node bench/profile.mjs "buy, win" [seconds]: where the processor's time goes in the shop's web process while it answers
// one kind of request.

/** So many of the most expensive places are named. */
const namedMax = 40;

requireNode();
const { ensurePackages } = await import("../bin/services/install-packages.mjs");
const { runMain } = await import("../bin/services/run-main.mjs");
const { say } = await import("../bin/services/say.mjs");

await runMain(async () => {
  await ensurePackages();
  const { positionals } = parseArgs({ allowPositionals: true });
  const [name = "buy, win", seconds = "5"] = positionals;
  const directory = await mkdtemp(join(tmpdir(), "zerohour-profile-"));
  try {
    await profile(name, Number(seconds), directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

/**
 * @param {string} name
 * @param {number} seconds
 * @param {string} directory
 */
async function profile(name, seconds, directory) {
  const { buildShop } = await import("../bin/services/build.mjs");
  const { bundlePrograms } = await import("../bin/services/bundle.mjs");
  const { ReadableError } = await import("../bin/services/processes.mjs");
  const { projectPath } = await import("../bin/services/project.mjs");
  const { findLoadGenerator } = await import("./load-generator.mjs");
  const { openContestants } = await import("./contestants.mjs");
  const { httpMeasures } = await import("./http-measures.mjs");
  const { measureShop } = await import("./measure-http.mjs");
  const measure = httpMeasures.find((one) => one.name === name);
  if (measure === undefined) {
    throw new ReadableError(
      `There is no measure of that name. There are: ${httpMeasures.map((one) => `"${one.name}"`).join(", ")}`,
    );
  }
  const generator = await findLoadGenerator(say);
  await buildShop();
  await bundlePrograms({ "bench.mjs": "bench/shop-side.ts" });
  const { openShopSide } = await import(pathToFileURL(projectPath(".build/bench.mjs")).href);
  const profileDirectory = join(directory, "profile");
  const contestants = await openContestants(directory, say, { names: ["shop"], profileDirectory });
  const shopSide = await openShopSide(contestants.settings);
  const stage = { directory, shopSide, bareRedisUrl: contestants.bareRedisUrl };
  const measured = await measureShop({ measure, stage, contestants, generator, seconds }).finally(async () => {
    await shopSide.close();
    // The profile is written when the process ends.
    await contestants.close();
  });
  const { load, fromMicros, untilMicros } = measured;
  say(`${name}: ${Math.round(load.perSecond)} answers/s, ${load.cpuMicros.toFixed(1)} us of processor time each\n`);
  for (const file of readdirSync(profileDirectory)) {
    const written = JSON.parse(readFileSync(join(profileDirectory, file), "utf8"));
    const shares = sharesOf(written, fromMicros, untilMicros);
    for (const [title, rows] of Object.entries(shares)) {
      say(
        `${title}\n${rows.map(([where, share]) => `  ${(share * 100).toFixed(1).padStart(5)} %  ${where}`).join("\n")}\n`,
      );
    }
  }
}

/**
 * The time that was not spent waiting: by part, by function, and by function with all it calls.
 *
 * @param {{ nodes: { id: number, children?: number[], callFrame: Frame }[], samples: number[], timeDeltas: number[],
 *   startTime: number }} profile
 * @param {number} fromMicros
 * @param {number} untilMicros
 */
function sharesOf({ nodes, samples, timeDeltas, startTime }, fromMicros, untilMicros) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const callers = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const functions = /** @type {Map<string, number>} */ (new Map());
  const withCalled = /** @type {Map<string, number>} */ (new Map());
  const parts = /** @type {Map<string, number>} */ (new Map());
  const add = (/** @type {Map<string, number>} */ map, /** @type {string} */ name, /** @type {number} */ micros) =>
    map.set(name, (map.get(name) ?? 0) + micros);
  let total = 0;
  let atMicros = startTime;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    const micros = timeDeltas[index] ?? 0;
    atMicros += micros;
    if (frame === undefined || frame.functionName === "(idle)" || atMicros < fromMicros || atMicros > untilMicros)
      continue;
    total += micros;
    add(parts, partOf(frame), micros);
    add(functions, placeOf(frame), micros);
    const line = new Set();
    for (let at = /** @type {number | undefined} */ (id); at !== undefined; at = callers.get(at)) {
      const caller = frames.get(at);
      if (caller !== undefined) line.add(placeOf(caller));
    }
    for (const place of line) add(withCalled, place, micros);
  }
  const ranked = (/** @type {Map<string, number>} */ map) =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .slice(0, namedMax)
      .map(([where, micros]) => /** @type {const} */ ([where, micros / total]));
  return {
    "By part": ranked(parts),
    "By function": ranked(functions),
    "By function, with all it calls": ranked(withCalled),
  };
}

/** @typedef {{ functionName: string, url: string, lineNumber: number }} Frame */

/** @param {Frame} frame */
function placeOf(frame) {
  return `${frame.functionName || "(anonymous)"}  ${partOf(frame)}:${frame.lineNumber + 1}`;
}

/** @param {Frame} frame */
function partOf({ functionName, url }) {
  if (url === "") return functionName.startsWith("(") ? functionName : "(native)";
  if (url.startsWith("node:")) return url;
  const packageName = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return packageName ?? url.slice(url.lastIndexOf("/") + 1);
}
