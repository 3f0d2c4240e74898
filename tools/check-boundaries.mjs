import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findCycles } from "./boundaries/find-cycles.mjs";
import { readImports } from "./boundaries/read-imports.mjs";
import { refusePackage, refuseZone, zoneOf } from "./boundaries/rules.mjs";

// Enforces the import rules of docs/architecture.md: who may import whom, no cycles, one place that reads the
// environment. Exit 1 and one line per breach.

const skippedFolders = new Set(["node_modules", "test-results", "playwright-report"]);
const readExtensions = [".ts", ".tsx"];

/**
 * @typedef {object} Breach
 * @property {string} path from the root
 * @property {number} line
 * @property {string} problem
 */

/**
 * @param {string} rootDir
 * @returns {Breach[]} in the order of files and lines
 */
export function checkBoundaries(rootDir) {
  const paths = listSources(rootDir);
  /** @type {Breach[]} */
  const breaches = [];
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();

  for (const path of paths) {
    const zone = zoneOf(path);
    if (zone === undefined) {
      breaches.push({
        path,
        line: 1,
        problem: "belongs to no known part of the project; see tools/boundaries/rules.mjs",
      });
      continue;
    }
    const reading = readImports(path, readFileSync(join(rootDir, path), "utf8"));
    /** @type {Set<string>} */
    const targets = new Set();
    graph.set(path, targets);
    for (const { specifier, line, typeOnly } of reading.imports) {
      const target = resolveImport(rootDir, path, specifier);
      if (target === "package") {
        const problem = typeOnly ? undefined : refusePackage(zone, specifier);
        if (problem) breaches.push({ path, line, problem });
        continue;
      }
      if (target === "missing") {
        breaches.push({ path, line, problem: `there is no file for "${specifier}"` });
        continue;
      }
      targets.add(target);
      const targetZone = zoneOf(target);
      const problem = (targetZone && refuseZone(zone, targetZone, typeOnly)) ?? refuseSpelling(path, specifier);
      if (problem) breaches.push({ path, line, problem: `${problem} ("${specifier}")` });
    }
    if (!zone.readsEnvironment) {
      for (const line of reading.environmentLines) {
        breaches.push({ path, line, problem: "reads process.env; settings come from lib/platform/env.ts" });
      }
    }
  }
  for (const cycle of findCycles(graph)) {
    breaches.push({ path: cycle[0] ?? "", line: 1, problem: `import cycle: ${[...cycle, cycle[0]].join(" -> ")}` });
  }
  return breaches;
}

/**
 * Every TypeScript file of ours; folders that begin with a dot are build output and data.
 *
 * @param {string} rootDir
 * @param {string} [folder]
 * @returns {string[]} paths from the root, with /
 */
function listSources(rootDir, folder = rootDir) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const full = join(folder, entry.name);
      const path = relative(rootDir, full).split(sep).join("/");
      if (entry.isDirectory()) {
        const skipped = entry.name.startsWith(".") || skippedFolders.has(entry.name) || path === "prisma/generated";
        return skipped ? [] : listSources(rootDir, full);
      }
      const read = readExtensions.includes(extname(entry.name)) && entry.name !== "next-env.d.ts";
      return read ? [path] : [];
    });
}

/**
 * @param {string} rootDir
 * @param {string} path
 * @param {string} specifier
 * @returns {string} path from the root, or "package" or "missing"
 */
function resolveImport(rootDir, path, specifier) {
  let base;
  if (specifier.startsWith("@/")) base = join(rootDir, specifier.slice(2));
  else if (specifier.startsWith(".")) base = resolve(join(rootDir, dirname(path)), specifier);
  else return "package";
  const candidates = [
    base,
    `${base}.ts`,
    `${base}.tsx`,
    `${base}.d.ts`,
    join(base, "index.ts"),
    join(base, "index.tsx"),
  ];
  const found = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  const target = relative(rootDir, found ?? base)
    .split(sep)
    .join("/");
  // The database client is generated: it may not be there yet when this runs.
  if (found === undefined && !target.startsWith("prisma/generated/")) return "missing";
  return target;
}

/**
 * @param {string} path
 * @param {string} specifier
 * @returns {string | undefined}
 */
function refuseSpelling(path, specifier) {
  if (specifier.startsWith("@/") && path.startsWith("lib/")) return "inside lib imports are relative";
  if (/\.tsx?$/.test(specifier)) return "imports carry no file extension";
  return undefined;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const breaches = checkBoundaries(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const { path, line, problem } of breaches) console.error(`${path}:${line}  ${problem}`);
  if (breaches.length > 0) process.exitCode = 1;
  else console.log("Every import keeps to the rules.");
}
