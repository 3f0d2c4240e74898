import { ScriptProblem } from "./problem";

const includeLine = /^--- include (\S+)$/;

/** Reads a shared file by the name in the include line (`shared/clock`); null when there is none. */
export type ReadShared = (name: string) => string | null;

/**
 * Puts shared Lua in place of `--- include shared/name` lines, each file once however often it is asked for.
 * Throws ScriptProblem for a missing file or a circle. Shared files take no KEYS and no ARGV of their own: they
 * use the locals that the including script has bound before, so each script shows all it touches.
 */
export function expandIncludes(file: string, source: string, readShared: ReadShared): string {
  const done = new Set<string>();

  function expand(path: readonly string[], text: string): string[] {
    const current = path.at(-1) ?? file;
    return text.split("\n").flatMap((line, index) => {
      const name = includeLine.exec(line)?.[1];
      if (name === undefined) {
        if (line.startsWith("--- include")) throw new ScriptProblem(current, index + 1, `cannot read: ${line}`);
        return [line];
      }
      if (path.includes(name)) {
        throw new ScriptProblem(
          current,
          index + 1,
          `includes go in a circle: ${[...path.slice(1), name].join(" -> ")}`,
        );
      }
      if (done.has(name)) return [];
      const shared = readShared(name);
      if (shared === null) throw new ScriptProblem(current, index + 1, `there is no ${name}.lua`);
      if (/\b(KEYS|ARGV)\b/.test(stripComments(shared))) {
        throw new ScriptProblem(name, 1, "a shared file must not use KEYS or ARGV");
      }
      done.add(name);
      return expand([...path, name], shared);
    });
  }

  return expand([file], source).join("\n");
}

/** Without comment lines, blank lines and trailing comments that stand apart by two spaces. */
export function stripComments(source: string): string {
  return source
    .split("\n")
    .map((line) => line.replace(/\s{2,}-- .*$/, ""))
    .filter((line) => !/^\s*--/.test(line) && line.trim() !== "")
    .join("\n");
}

/**
 * Leaves out functions and constants of includes that nothing refers to. Redis runs a script from its first line on
 * every call, and making a function that is never called costs as much as calling one.
 */
export function dropUnused(source: string): string {
  let body = stripComments(source);
  for (;;) {
    const unused = [...body.matchAll(topLevelPiece)].find(([piece, functionName, constantName]) => {
      const name = functionName ?? constantName ?? "";
      return !new RegExp(`\\b${name}\\b`).test(body.replace(piece, ""));
    });
    if (unused === undefined) return body;
    body = body.replace(unused[0], "");
  }
}

/** A function, a table over several lines or a constant, as the scripts write them: all but ends indented. */
const topLevelPiece =
  /^local function (\w+)\([^\n]*\n(?:[ \t][^\n]*\n)*end\n|^local (\w+) = (?:\{\n(?:[ \t][^\n]*\n)*\}|"[^"\n]*"|\d+)\n/gm;
