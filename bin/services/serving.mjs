import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { isSame, readLock, takeLock } from "./lock.mjs";
import { projectPath } from "./project.mjs";

// Which shops serve the pages of this folder's build: whoever replaces it tells them.

const folder = projectPath(".build/serving");

/**
 * @param {string} origin where our shop answers
 * @returns {() => void} we serve no more
 */
export function enterServing(origin) {
  mkdirSync(folder, { recursive: true });
  const result = takeLock(`${folder}/${process.pid}`, origin);
  return result.outcome === "taken" ? result.lock.release : () => undefined;
}

/** @returns {string[]} origins of the shops that serve now */
export function listServing() {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).flatMap((name) => {
    const record = readLock(`${folder}/${name}`);
    if (record !== undefined && isSame(record)) return [record.note];
    rmSync(`${folder}/${name}`, { force: true });
    return [];
  });
}
