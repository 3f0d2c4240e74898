import { existsSync, rmSync } from "node:fs";
import { bundleAll } from "./bundle.mjs";
import { fingerprint, stampMatches, writeStamp } from "./fingerprint.mjs";
import { generateAll } from "./generate.mjs";
import { holdBuildLock } from "./lock.mjs";
import { ReadableError } from "./processes.mjs";
import { nextCommand, projectPath } from "./project.mjs";
import { lastLines, runCommand } from "./run-command.mjs";
import { say, spelledDuration } from "./say.mjs";
import { listServing } from "./serving.mjs";

const stampFile = ".build/stamp";

/** What `next build` reads. */
const sources = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema.prisma",
  "next.config.js",
  "package-lock.json",
  "tsconfig.json",
  "server.ts",
  "worker.ts",
];

/**
 * Builds the shop for production when its sources changed: generated code, our programs (.build), pages (.next). Two
 * builds in one folder run one after the other.
 *
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function buildShop(options = {}) {
  const release = await holdBuildLock(options.signal);
  try {
    await generateAll(options);
    await bundleAll();
    await buildPages(options);
  } finally {
    release();
  }
}

/**
 * Only what plain Node needs: generated code and our programs.
 *
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function buildPrograms(options = {}) {
  const release = await holdBuildLock(options.signal);
  try {
    await generateAll(options);
    await bundleAll();
  } finally {
    release();
  }
}

/** @param {{ signal?: AbortSignal }} options */
async function buildPages(options) {
  const word = fingerprint(sources, ["production", process.env.CDN_URL ?? ""]);
  if (existsSync(projectPath(".next/BUILD_ID")) && stampMatches(stampFile, word)) return;
  if (!existsSync(projectPath("app"))) throw new ReadableError("Cannot build: the folder app is missing.");
  for (const origin of listServing())
    say(`The shop at ${origin} runs on the former build: start it again after this one.`);
  say("Building the shop (next build), about a minute ...");
  const started = performance.now();
  rmSync(projectPath(stampFile), { force: true });
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await runCommand(process.execPath, [nextCommand, "build"], { ...options, env });
  if (code !== 0) throw new ReadableError(`next build failed:\n${lastLines(output, 60)}`);
  writeStamp(stampFile, word);
  say(`Built in ${spelledDuration(performance.now() - started)}.`);
}
