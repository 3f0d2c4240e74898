import { stripComments } from "./expand-includes";
import { ScriptProblem } from "./problem";
import type { Header, Slot } from "./read-header";

/**
 * Holds a script's body against its header: each declared key and argument is bound once to a local of the
 * same name (`local metaKey = KEYS[1]`), nothing undeclared is touched, and exactly the declared tags are
 * returned. Throws ScriptProblem. `source` is the file as written, before includes.
 */
export function checkBody(file: string, source: string, header: Header): void {
  const body = stripComments(source.split("\n").slice(header.lineCount).join("\n"));
  checkTable(file, "KEYS", header.keys, "Key", body);
  checkTable(file, "ARGV", header.args, "", body);
  checkTags(file, header, body);
}

function checkTable(file: string, table: string, slots: readonly Slot[], suffix: string, body: string): void {
  const open = slots.find((slot) => slot.rest);
  const indexes = [...body.matchAll(new RegExp(`\\b${table}\\[(\\d+)\\]`, "g"))].map((match) => Number(match[1]));
  for (const index of indexes) {
    if (!slots.some((slot) => slot.index === index && !slot.rest)) {
      throw new ScriptProblem(file, 1, `the body uses ${table}[${index}], which the header does not declare`);
    }
  }
  for (const slot of slots.filter((candidate) => !candidate.rest)) {
    const uses = indexes.filter((index) => index === slot.index).length;
    if (uses === 0) throw new ScriptProblem(file, 1, `${table}[${slot.index}] ${slot.name} is declared but not used`);
    const local = new RegExp(
      `\\blocal ${slot.name}${suffix} = (?:tonumber\\(|cjson\\.decode\\()?${table}\\[${slot.index}\\]`,
    );
    if (uses > 1 || !local.test(body)) {
      const wanted = `local ${slot.name}${suffix} = ${table}[${slot.index}]`;
      throw new ScriptProblem(file, 1, `bind ${table}[${slot.index}] once and by its name: ${wanted}`);
    }
  }
  const whole = body.replaceAll(new RegExp(`\\b${table}\\[\\d+\\]`, "g"), "");
  const openUses = [...whole.matchAll(new RegExp(`\\b${table}\\b`, "g"))].length;
  if (open === undefined && openUses > 0) {
    throw new ScriptProblem(file, 1, `the body uses ${table} as a whole, but the header declares no open-ended one`);
  }
  if (open !== undefined && !whole.includes(`local ${open.name}${suffix}s = { unpack(${table}, ${open.index}) }`)) {
    const wanted = `local ${open.name}${suffix}s = { unpack(${table}, ${open.index}) }`;
    throw new ScriptProblem(file, 1, `bind ${table}[${open.index}..] by its name: ${wanted}`);
  }
  if (open !== undefined && openUses > 1) {
    throw new ScriptProblem(file, 1, `the body uses ${table} beside its declared names`);
  }
}

function checkTags(file: string, header: Header, body: string): void {
  const returned = new Set([...body.matchAll(/\breturn \{ "([a-z_]+)"/g)].map((match) => match[1] ?? ""));
  const untagged = /\breturn (?!\{ "[a-z_]+")[^\n]*/.exec(topLevelOf(body));
  if (untagged !== null) throw new ScriptProblem(file, 1, `a return without a tag: ${untagged[0]}`);
  const declared = header.replies.map((shape) => shape.tag);
  for (const tag of returned) {
    if (!declared.includes(tag))
      throw new ScriptProblem(file, 1, `returns "${tag}", which the header does not declare`);
  }
  for (const tag of declared) {
    if (!returned.has(tag)) throw new ScriptProblem(file, 1, `the header declares "${tag}", which is never returned`);
  }
}

/**
 * Shared Lua uses the key names of the script that includes it (`metaKey`); each must be bound there, or the
 * script would fail only when that line runs. `expanded` has the includes in place. Throws ScriptProblem.
 */
export function checkKeyNames(file: string, expanded: string): void {
  const body = stripComments(expanded);
  const used = new Set([...body.matchAll(/\b[a-z]\w*Keys?\b/g)].map((match) => match[0]));
  for (const name of used) {
    const bound = new RegExp(
      `\\blocal ${name} =|\\bfunction \\w+\\([^)]*\\b${name}\\b[^)]*\\)|\\bfor [^\\n]*\\b${name}\\b[^\\n]* in `,
    );
    if (!bound.test(body)) throw new ScriptProblem(file, 1, `an include needs ${name}, which the script does not bind`);
  }
}

/** The body without its functions; a function may return whatever its callers need. */
function topLevelOf(body: string): string {
  return body.replaceAll(/^local function [^\n]*\n(?:[ \t][^\n]*\n)*end$/gm, "");
}
