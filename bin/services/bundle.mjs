import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { fingerprint, stampMatches, writeStamp } from "./fingerprint.mjs";
import { loadEsbuild } from "./load-esbuild.mjs";
import { ReadableError } from "./processes.mjs";
import { projectDir, projectPath } from "./project.mjs";

// esbuild turns our TypeScript entries into programs that plain Node runs. Packages stay outside: they are installed.

const outputDir = ".build";
const stampFile = `${outputDir}/bundle-stamp`;

/** Program -> its source. */
const programs = {
  "server.js": "server.ts",
  "worker.js": "worker.ts",
  "seed.js": "prisma/seed.ts",
  // Next loads this one by itself: see next.config.js.
  "page-store.mjs": "lib/http/page-store.ts",
  "env.mjs": "lib/platform/env.ts",
};

/** What the programs are made from. */
const sources = [
  "app/api",
  "bin",
  "lib",
  "prisma/generated",
  "prisma/seed",
  ...Object.values(programs),
  "tsconfig.json",
];

/**
 * esbuild's options for a few of our programs.
 *
 * @param {Readonly<Record<string, string>>} chosen program -> source
 * @returns {import("esbuild").BuildOptions}
 */
export function bundleOptions(chosen) {
  return {
    absWorkingDir: projectDir,
    entryPoints: Object.entries(chosen).map(([program, source]) => ({
      in: source,
      out: program.replace(/\.m?js$/, ""),
    })),
    outdir: outputDir,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "silent",
  };
}

/** Every program: ours, and one for each TypeScript entry in bin. */
export function allPrograms() {
  const commands = readdirSync(projectPath("bin"))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => [name.replace(/\.ts$/, ".js"), `bin/${name}`]);
  return { ...programs, ...Object.fromEntries(commands) };
}

/**
 * Bundles all programs when their sources changed. Throws ReadableError with esbuild's messages.
 */
export async function bundleAll() {
  const chosen = allPrograms();
  const word = fingerprint([...sources, ...Object.values(chosen)], [JSON.stringify(chosen)]);
  const made = Object.keys(chosen).every((program) => existsSync(projectPath(outputDir, program)));
  if (made && stampMatches(stampFile, word)) return;
  const missing = Object.values(chosen).filter((source) => !existsSync(projectPath(source)));
  if (missing.length > 0) throw new ReadableError(`Cannot build: ${missing.join(", ")} is missing.`);
  mkdirSync(projectPath(outputDir), { recursive: true });
  rmSync(projectPath(stampFile), { force: true });
  await bundlePrograms(chosen);
  writeStamp(stampFile, word);
}

/**
 * Bundles some programs, whatever their state.
 *
 * @param {Readonly<Record<string, string>>} chosen program -> source
 */
export async function bundlePrograms(chosen) {
  const { buildSync, formatMessagesSync } = await loadEsbuild();
  for (const extension of [".js", ".mjs"]) {
    const some = Object.fromEntries(Object.entries(chosen).filter(([program]) => program.endsWith(extension)));
    if (Object.keys(some).length === 0) continue;
    try {
      buildSync({ ...bundleOptions(some), outExtension: { ".js": extension } });
    } catch (error) {
      const errors = /** @type {{ errors?: import("esbuild").Message[] }} */ (error).errors;
      if (errors === undefined) throw error;
      throw new ReadableError(formatMessagesSync(errors, { kind: "error" }).join(""));
    }
  }
}
