import { ScriptProblem } from "./problem";

/** What the caller hands over, under a name: one key or argument, or all keys from `index` on. */
export interface Slot {
  readonly index: number;
  readonly rest: boolean;
  readonly name: string;
  readonly about: string;
}

export const fieldKinds = ["integer", "text", "texts"] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface ReplyField {
  readonly name: string;
  readonly kind: FieldKind;
}

/** One way a script answers: the first element of its reply, then the fields in order. */
export interface ReplyShape {
  readonly tag: string;
  readonly fields: readonly ReplyField[];
  readonly about: string;
}

/** The contract at the head of a script. */
export interface Header {
  readonly version: number;
  readonly flags: string;
  readonly purpose: string;
  readonly guarantee: string;
  readonly keys: readonly Slot[];
  readonly args: readonly Slot[];
  readonly replies: readonly ReplyShape[];
  /** How many lines of the file the header takes. */
  readonly lineCount: number;
}

const shebang = /^#!lua( flags=([a-z-]+(?:,[a-z-]+)*))?$/;
const paragraph = /^-- (Purpose|Guarantee|Version): +(.+)$/;
const slot = /^-- (KEYS|ARGV)\[(\d+)(\.\.)?\] +([a-z][A-Za-z0-9]*): +(.+)$/;
const reply = /^-- {3}([a-z][a-z_]*)((?: [a-z][A-Za-z]*:[a-z]+)*)(?: +- (.+))?$/;
const continuation = /^-- {5,}(\S.*)$/;

/**
 * Reads the header: the `#!lua` line, then comment lines with purpose, guarantee, version, KEYS, ARGV and,
 * under `-- Returns:`, every reply as `tag field:kind ... - meaning`. Throws ScriptProblem for anything else.
 */
export function readHeader(file: string, source: string): Header {
  const lines = source.split("\n");
  const first = shebang.exec(lines[0] ?? "");
  if (first === null) throw new ScriptProblem(file, 1, "the first line must be #!lua, with flags or without");

  const texts = { Purpose: "", Guarantee: "", Version: "" };
  const keys: Slot[] = [];
  const args: Slot[] = [];
  const replies: ReplyShape[] = [];
  let inReplies = false;
  let open: "Purpose" | "Guarantee" | "Version" | null = null;
  let lineCount = 1;

  for (; lineCount < lines.length; lineCount += 1) {
    const line = lines[lineCount] ?? "";
    if (!line.startsWith("--") || line.startsWith("--- include")) break;
    if (line === "-- Returns:") {
      inReplies = true;
      continue;
    }
    const more = open === null ? null : continuation.exec(line);
    if (open !== null && more !== null) {
      texts[open] += ` ${more[1]}`;
      continue;
    }
    open = null;
    const [, title, text = ""] = paragraph.exec(line) ?? [];
    if (title === "Purpose" || title === "Guarantee" || title === "Version") {
      texts[title] = text;
      open = title;
      continue;
    }
    const parsedSlot = readSlot(line);
    if (parsedSlot !== null) {
      (parsedSlot.table === "KEYS" ? keys : args).push(parsedSlot.slot);
      continue;
    }
    const parsedReply = inReplies ? readReply(file, lineCount + 1, line) : null;
    if (parsedReply === null) throw new ScriptProblem(file, lineCount + 1, `not a header line: ${line}`);
    replies.push(parsedReply);
  }

  if (texts.Purpose === "") throw new ScriptProblem(file, 2, "the header has no Purpose");
  if (texts.Guarantee === "") throw new ScriptProblem(file, 2, "the header has no Guarantee");
  if (!/^\d+$/.test(texts.Version)) throw new ScriptProblem(file, 2, "the header has no Version (a number)");
  if (replies.length === 0) throw new ScriptProblem(file, 2, "the header does not say what the script returns");
  checkOrder(file, "KEYS", keys);
  checkOrder(file, "ARGV", args);
  return {
    version: Number(texts.Version),
    flags: first[2] ?? "",
    purpose: texts.Purpose,
    guarantee: texts.Guarantee,
    keys,
    args,
    replies,
    lineCount,
  };
}

function readSlot(line: string): { table: "KEYS" | "ARGV"; slot: Slot } | null {
  const match = slot.exec(line);
  if (match === null) return null;
  const [, table, index, rest, name = "", about = ""] = match;
  return {
    table: table === "KEYS" ? "KEYS" : "ARGV",
    slot: { index: Number(index), rest: rest !== undefined, name, about },
  };
}

function readReply(file: string, lineNumber: number, line: string): ReplyShape | null {
  const match = reply.exec(line);
  if (match === null) return null;
  const [, tag = "", fieldText = "", about = ""] = match;
  const fields = fieldText
    .split(" ")
    .filter((text) => text !== "")
    .map((text): ReplyField => {
      const [name = "", kindText = ""] = text.split(":");
      const kind = fieldKinds.find((known) => known === kindText);
      if (kind === undefined) throw new ScriptProblem(file, lineNumber, `${name} is no ${fieldKinds.join(", ")}`);
      return { name, kind };
    });
  const early = fields.findIndex((field) => field.kind === "texts");
  if (early !== -1 && early !== fields.length - 1) {
    throw new ScriptProblem(file, lineNumber, "a field of kind texts takes the rest of the reply, so it comes last");
  }
  return { tag, fields, about };
}

function checkOrder(file: string, table: string, slots: readonly Slot[]): void {
  slots.forEach((declared, position) => {
    if (declared.index !== position + 1) {
      throw new ScriptProblem(file, 2, `${table}[${declared.index}] ${declared.name} is out of order`);
    }
    if (declared.rest && position !== slots.length - 1) {
      throw new ScriptProblem(file, 2, `${table}[${declared.index}..] ${declared.name} must be the last`);
    }
    if (declared.rest && table === "ARGV") {
      throw new ScriptProblem(file, 2, "only KEYS may be open-ended; pass a JSON list as one argument instead");
    }
    if (slots.some((other) => other !== declared && other.name === declared.name)) {
      throw new ScriptProblem(file, 2, `${table} ${declared.name} is declared twice`);
    }
  });
}
