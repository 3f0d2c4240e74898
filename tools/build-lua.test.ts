import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildScripts } from "./build-lua";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "zerohour-lua-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, source: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, source);
}

const header = `#!lua
-- Purpose: Counts.
-- Guarantee: Never loses
--     a count.
-- Version: 3
-- KEYS[1] counter: the counter
-- ARGV[1] step: how far
-- Returns:
--   full
--   counted value:integer note:text
`;
const body = `local counterKey = KEYS[1]
local step = tonumber(ARGV[1])
if step > 5 then
  return { "full" }
end
return { "counted", redis.call("INCRBY", counterKey, step), "fine" }
`;

describe("a good script", () => {
  it("becomes a call with named keys and arguments and a reply of its own type", () => {
    write("count-up.lua", header + body);
    const module = buildScripts(folder);
    expect(module).toContain("export interface CountUpKeys {\n  /** the counter */\n  readonly counter: string;\n}");
    expect(module).toContain("export interface CountUpArgs {\n  /** how far */\n  readonly step: string | number;\n}");
    expect(module).toContain('| { readonly tag: "full" }');
    expect(module).toContain('| { readonly tag: "counted"; readonly value: number; readonly note: string };');
    expect(module).toContain("[keys.counter], [args.step]");
    expect(module).toContain("Guarantee: Never loses a count.");
    expect(module).toMatch(/name: "zh_count_up_v3_[0-9a-f]{8}"/);
  });

  it("takes an open-ended list of keys", () => {
    const open = header.replace("-- ARGV[1]", "-- KEYS[2..] line: one per item\n-- ARGV[1]");
    write(
      "count.lua",
      `${open}local lineKeys = { unpack(KEYS, 2) }\n${body}`.replace(
        "counterKey, step)",
        "counterKey, step + #lineKeys)",
      ),
    );
    const module = buildScripts(folder);
    expect(module).toContain("readonly lines: readonly string[];");
    expect(module).toContain("[keys.counter, ...keys.lines]");
  });

  it("keeps its name when only comments change, and gets another when the code does", () => {
    const nameOf = (source: string) => {
      write("count.lua", source);
      return /name: "([^"]+)"/.exec(buildScripts(folder))?.[1];
    };
    const name = nameOf(header + body);
    expect(nameOf(header + body.replace("if step", "-- Large steps are refused.\nif step"))).toBe(name);
    expect(nameOf(header + body.replace("> 5", "> 6"))).not.toBe(name);
  });

  it("brings from its includes only what it uses, each once", () => {
    write(
      "shared/a.lua",
      "--- include shared/b\nlocal function first()\n  return second()\nend\n\nlocal function unused()\n  return 1\nend\n",
    );
    write("shared/b.lua", "local function second()\n  return 2\nend\n");
    const includes = "--- include shared/a\n--- include shared/b\n";
    write("count.lua", header + body.replace("if step", `${includes}if step`).replace("> 5", "> first()"));
    const module = buildScripts(folder);
    expect(module.match(/function second/g)).toHaveLength(1);
    expect(module).not.toContain("unused");
  });
});

describe("a bad script is refused, with its file", () => {
  const good = header + body;
  const cases: readonly { name: string; source: string; message: string }[] = [
    { name: "without a header", source: body, message: "must be #!lua" },
    { name: "with only the first line of one", source: `#!lua\n${body}`, message: "no Purpose" },
    { name: "without a guarantee", source: good.replace(/-- Guarantee.*\n.*\n/, ""), message: "no Guarantee" },
    { name: "without a version", source: good.replace("Version: 3", "Version: three"), message: "no Version" },
    {
      name: "that does not say what it returns",
      source: good.replace(/-- Returns:\n(-- {3}.*\n)+/, ""),
      message: "what the script returns",
    },
    {
      name: "with a comment that is none of the header's lines",
      source: good.replace("-- Version", "-- Author: me\n-- Version"),
      message: "not a header line",
    },
    {
      name: "with an undeclared key",
      source: good.replace("INCRBY", 'INCRBY", KEYS[2], "'),
      message: "KEYS[2], which the header does not declare",
    },
    {
      name: "with an undeclared argument",
      source: good.replace("step > 5", "step > tonumber(ARGV[2])"),
      message: "ARGV[2], which the header does not declare",
    },
    {
      name: "with a declared key it does not use",
      source: good.replace("-- ARGV[1]", "-- KEYS[2] other: unused\n-- ARGV[1]"),
      message: "KEYS[2] other is declared but not used",
    },
    {
      name: "with a declared argument it does not use",
      source: good.replace("-- Returns", "-- ARGV[2] other: unused\n-- Returns"),
      message: "ARGV[2] other is declared but not used",
    },
    {
      name: "that names a key otherwise than its header",
      source: good.replaceAll("counterKey", "totalKey"),
      message: "local counterKey = KEYS[1]",
    },
    {
      name: "that uses a key in passing",
      source: good.replace("local counterKey = KEYS[1]\n", "").replace("counterKey", "KEYS[1]"),
      message: "bind KEYS[1] once and by its name",
    },
    {
      name: "that computes a key's number",
      source: good.replace("> 5", "> #KEYS"),
      message: "declares no open-ended one",
    },
    { name: "with keys out of order", source: good.replace("-- KEYS[1]", "-- KEYS[2]"), message: "out of order" },
    {
      name: "with a tag the header does not declare",
      source: good.replace('{ "full" }', '{ "overflow" }'),
      message: 'returns "overflow"',
    },
    {
      name: "with a declared tag it never returns",
      source: good.replace("--   full\n", "--   full\n--   empty\n"),
      message: 'declares "empty"',
    },
    {
      name: "that returns something without a tag",
      source: good.replace('return { "full" }', "return 0"),
      message: "a return without a tag",
    },
    {
      name: "with a reply field of an unknown kind",
      source: good.replace("note:text", "note:date"),
      message: "note is no integer, text, texts",
    },
    {
      name: "with a missing include",
      source: good.replace("if step", "--- include shared/none\nif step"),
      message: "there is no shared/none.lua",
    },
  ];
  it.each(cases)("$name", ({ source, message }) => {
    write("count.lua", source);
    expect(() => buildScripts(folder)).toThrow(message);
    expect(() => buildScripts(folder)).toThrow(/^(count\.lua|shared\/\w+):\d+: /);
  });

  const including = good.replace("if step", "--- include shared/a\nif step");
  const shared: readonly { name: string; a: string; message: string }[] = [
    { name: "goes in a circle", a: "--- include shared/b\n", message: "shared/a -> shared/b -> shared/a" },
    { name: "uses KEYS of its own", a: "local other = KEYS[1]\n", message: "must not use KEYS or ARGV" },
    {
      name: "needs a key the script does not bind",
      a: 'local function get()\n  return redis.call("GET", metaKey)\nend\n',
      message: "needs metaKey",
    },
    { name: "is asked for in a wrong form", a: "--- include shared/b and more\n", message: "cannot read" },
  ];
  it.each(shared)("with an include that $name", ({ a, message }) => {
    write("shared/a.lua", a);
    write("shared/b.lua", "--- include shared/a\n");
    write("count.lua", including);
    expect(() => buildScripts(folder)).toThrow(message);
  });

  it("as is a folder without scripts", () => {
    expect(() => buildScripts(folder)).toThrow("no scripts");
  });
});

describe("the shop's scripts", () => {
  it("are what the committed module was made from", () => {
    const stock = fileURLToPath(new URL("../lib/stock/", import.meta.url));
    expect(readFileSync(join(stock, "scripts.generated.ts"), "utf8")).toBe(buildScripts(join(stock, "scripts")));
  });
});
