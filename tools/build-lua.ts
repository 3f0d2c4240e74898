import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkBody, checkKeyNames } from "./lua/check-body";
import { expandIncludes } from "./lua/expand-includes";
import { ScriptProblem } from "./lua/problem";
import { readHeader } from "./lua/read-header";
import { renderCalls } from "./lua/render-calls";

// Turns lib/stock/scripts/*.lua into lib/stock/scripts.generated.ts.
//   node --import tsx tools/build-lua.ts           writes the file
//   node --import tsx tools/build-lua.ts --check   fails when the committed file is not what would be written

/** The generated module for all scripts of a folder. Throws ScriptProblem for the first mistake found. */
export function buildScripts(folder: string): string {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".lua"))
    .sort();
  if (files.length === 0) throw new ScriptProblem(folder, 1, "there are no scripts");
  function readShared(name: string): string | null {
    const path = join(folder, `${name}.lua`);
    return existsSync(path) ? readFileSync(path, "utf8") : null;
  }
  return renderCalls(
    files.map((file) => {
      const source = readFileSync(join(folder, file), "utf8");
      const header = readHeader(file, source);
      checkBody(file, source, header);
      const expanded = expandIncludes(file, source, readShared);
      checkKeyNames(file, expanded);
      return { name: file.slice(0, -".lua".length), header, source: expanded };
    }),
  );
}

function main(): void {
  const stock = fileURLToPath(new URL("../lib/stock/", import.meta.url));
  const target = join(stock, "scripts.generated.ts");
  try {
    const wanted = buildScripts(join(stock, "scripts"));
    if (!process.argv.includes("--check")) {
      writeFileSync(target, wanted);
      return;
    }
    if (existsSync(target) && readFileSync(target, "utf8") === wanted) return;
    console.error("lib/stock/scripts.generated.ts is not what the scripts say; run: npm run generate");
  } catch (error) {
    if (!(error instanceof ScriptProblem)) throw error;
    console.error(error.message);
  }
  process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
