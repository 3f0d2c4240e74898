import { createHash } from "node:crypto";
import { dropUnused } from "./expand-includes";
import type { Header, ReplyField, ReplyShape, Slot } from "./read-header";

export interface CheckedScript {
  /** File name without extension: `leave-line`. */
  readonly name: string;
  readonly header: Header;
  /** With includes in place. */
  readonly source: string;
}

/** The TypeScript module that holds every script with its typed call. */
export function renderCalls(scripts: readonly CheckedScript[]): string {
  const head = [
    "// Written by tools/build-lua.ts from scripts/*.lua; `npm run generate` writes it anew.",
    'import type { RedisClient } from "../platform/redis";',
    'import { readInteger, readReply, readText, readTexts, runScript, unknownTag } from "./run-script";',
  ];
  return `${head.join("\n")}\n\n${scripts.map(renderScript).join("\n")}`;
}

/** Name and version in front, so that two builds of the shop never share a command by mistake. */
export function commandName(script: CheckedScript): string {
  const digest = createHash("sha1").update(inlined(script)).digest("hex").slice(0, 8);
  return `zh_${script.name.replaceAll("-", "_")}_v${script.header.version}_${digest}`;
}

function inlined(script: CheckedScript): string {
  const shebang = script.header.flags === "" ? "#!lua" : `#!lua flags=${script.header.flags}`;
  return `${shebang}\n${dropUnused(script.source.split("\n").slice(1).join("\n"))}\n`;
}

function renderScript(script: CheckedScript): string {
  const { header } = script;
  const pascal = script.name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const camel = pascal.charAt(0).toLowerCase() + pascal.slice(1);
  const keyTexts = header.keys.map((slot) => (slot.rest ? `...keys.${slot.name}s` : `keys.${slot.name}`));
  const hasArgs = header.args.length > 0;
  const hasValues = header.replies.some((shape) => shape.fields.length > 0);
  return [
    `// ${"-".repeat(60)} ${script.name}`,
    "",
    `export const ${camel}Script = {`,
    `  name: ${JSON.stringify(commandName(script))},`,
    `  lua: ${JSON.stringify(inlined(script)).replaceAll("\\n", "\\n\\\n")},`,
    "};",
    "",
    `export interface ${pascal}Keys {`,
    ...header.keys.flatMap((slot) =>
      renderSlot(slot, slot.rest ? `${slot.name}s` : slot.name, slot.rest ? "readonly string[]" : "string"),
    ),
    "}",
    "",
    ...(hasArgs ? renderArgs(pascal, header.args) : []),
    `export type ${pascal}Reply =`,
    ...header.replies.flatMap((shape, index) => renderReplyType(shape, index === header.replies.length - 1)),
    "",
    "/**",
    ` * ${header.purpose}`,
    ` * Guarantee: ${header.guarantee}`,
    " */",
    `export async function ${camel}(redis: RedisClient, keys: ${pascal}Keys${hasArgs ? `, args: ${pascal}Args` : ""}): Promise<${pascal}Reply> {`,
    `  const reply = await runScript(redis, ${camel}Script, [${keyTexts.join(", ")}], [${header.args.map((slot) => `args.${slot.name}`).join(", ")}]);`,
    `  const { tag${hasValues ? ", values" : ""} } = readReply(reply);`,
    "  switch (tag) {",
    ...header.replies.map(
      (shape) =>
        `    case ${JSON.stringify(shape.tag)}: return { ${["tag", ...shape.fields.map(renderField)].join(", ")} };`,
    ),
    `    default: throw unknownTag(${camel}Script.name, tag);`,
    "  }",
    "}",
    "",
  ].join("\n");
}

function renderArgs(pascal: string, args: readonly Slot[]): string[] {
  return [
    `export interface ${pascal}Args {`,
    ...args.flatMap((slot) => renderSlot(slot, slot.name, "string | number")),
    "}",
    "",
  ];
}

function renderSlot(slot: Slot, name: string, type: string): string[] {
  return [`  /** ${slot.about} */`, `  readonly ${name}: ${type};`];
}

function renderReplyType(shape: ReplyShape, last: boolean): string[] {
  const fields = shape.fields.map((field) => `; readonly ${field.name}: ${typeOf(field)}`).join("");
  const about = shape.about === "" ? [] : [`  /** ${shape.about} */`];
  return [...about, `  | { readonly tag: ${JSON.stringify(shape.tag)}${fields} }${last ? ";" : ""}`];
}

function typeOf(field: ReplyField): string {
  switch (field.kind) {
    case "integer":
      return "number";
    case "text":
      return "string";
    case "texts":
      return "readonly string[]";
  }
}

function renderField(field: ReplyField, index: number): string {
  switch (field.kind) {
    case "integer":
      return `${field.name}: readInteger(values, ${index})`;
    case "text":
      return `${field.name}: readText(values, ${index})`;
    case "texts":
      return `${field.name}: readTexts(values, ${index})`;
  }
}
