import { existsSync } from "node:fs";
import { fingerprint, stampMatches, writeStamp } from "./fingerprint.mjs";
import { ReadableError } from "./processes.mjs";
import { projectPath } from "./project.mjs";
import { lastLines, runCommand } from "./run-command.mjs";

const prismaStamp = ".build/prisma-stamp";

/**
 * Writes the code that is made from other files: the database client (prisma/generated, not committed) and the calls
 * of the Lua scripts (lib/stock/scripts.generated.ts, committed) and the words of the pages (components/words, committed).
 *
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function generateAll(options = {}) {
  await generateClient(options);
  await generateScripts(options);
  await generateWords(options);
}

/**
 * Generates the database client when the schema changed.
 *
 * @param {{ signal?: AbortSignal }} [options]
 */
export async function generateClient(options = {}) {
  const word = fingerprint(["prisma/schema.prisma", "node_modules/prisma/package.json"]);
  if (existsSync(projectPath("prisma/generated/client.ts")) && stampMatches(prismaStamp, word)) return;
  const env = {
    ...process.env,
    // Prisma wants to download its schema engine, which generating does not use: any file satisfies it.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    CHECKPOINT_DISABLE: "1",
  };
  const prisma = projectPath("node_modules/prisma/build/index.js");
  const { code, output } = await runCommand(process.execPath, [prisma, "generate"], { ...options, env });
  if (code !== 0) throw new ReadableError(`prisma generate failed:\n${lastLines(output)}`);
  writeStamp(prismaStamp, word);
}

/** @param {{ signal?: AbortSignal }} [options] */
export async function generateScripts(options = {}) {
  await runLuaTool([], options);
}

/** Throws ReadableError when the committed calls are not what the scripts say. */
export async function checkScripts() {
  await runLuaTool(["--check"], {});
}

/** @param {{ signal?: AbortSignal }} [options] */
export async function generateWords(options = {}) {
  await runTool("tools/build-words.ts", [], options);
}

/**
 * @param {readonly string[]} args
 * @param {{ signal?: AbortSignal }} options
 */
async function runLuaTool(args, options) {
  await runTool("tools/build-lua.ts", args, options);
}

/**
 * @param {string} name
 * @param {readonly string[]} args
 * @param {{ signal?: AbortSignal }} options
 */
async function runTool(name, args, options) {
  const tool = projectPath(name);
  const { code, output } = await runCommand(process.execPath, ["--import", "tsx", tool, ...args], options);
  if (code !== 0) throw new ReadableError(lastLines(output));
}
