import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the project, wherever the command was called from. */
export const projectDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {...string} parts */
export function projectPath(...parts) {
  return join(projectDir, ...parts);
}

/** Next's command line; run with node itself, because links in node_modules/.bin may be missing. */
export const nextCommand = projectPath("node_modules/next/dist/bin/next");
