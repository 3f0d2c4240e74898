/** Part of a message: text, a value put in, the number of the plural around it (`#`), or a choice by a value. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly name: string }
  | { readonly kind: "number"; readonly name: string }
  | { readonly kind: "plural" | "select"; readonly name: string; readonly cases: ReadonlyMap<string, Message> };

export type Message = readonly Piece[];

export class MessageProblem extends Error {}

/**
 * Reads a message of the ICU message format, as far as the shop uses it: `{name}`, `{count, number}`,
 * `{count, plural, =0 {…} one {…} other {… # …}}`, `{kind, select, a {…} other {…}}`; `'{'` is a brace, `''` an
 * apostrophe. Throws MessageProblem for anything else.
 */
export function readMessage(source: string): Message {
  let at = 0;

  function fail(what: string): never {
    throw new MessageProblem(`${what} at ${at} of "${source}"`);
  }

  function skipSpace(): void {
    while (/\s/.test(source[at] ?? "")) at += 1;
  }

  function expect(mark: string): void {
    skipSpace();
    if (source[at] !== mark) fail(`"${mark}" is missing`);
    at += 1;
  }

  function readWord(): string {
    skipSpace();
    const word = /^=?\w+/.exec(source.slice(at))?.[0] ?? fail("a word is missing");
    at += word.length;
    skipSpace();
    return word;
  }

  /** `plural` is the value that `#` stands for. */
  function readPieces(plural: string | null, isInner: boolean): Message {
    const pieces: Piece[] = [];
    let text = "";
    const endText = () => {
      if (text !== "") pieces.push({ kind: "text", text });
      text = "";
    };
    for (; at < source.length; at += 1) {
      const mark = source.charAt(at);
      if (mark === "}" && isInner) break;
      if (mark === "}") fail("a brace too many");
      if (mark === "'") {
        text += readQuoted();
      } else if (mark === "#" && plural !== null) {
        endText();
        pieces.push({ kind: "number", name: plural });
      } else if (mark === "{") {
        endText();
        at += 1;
        pieces.push(readArgument(plural));
      } else {
        text += mark;
      }
    }
    endText();
    return pieces;
  }

  /** Leaves `at` on the last character that was read, like every other one. */
  function readQuoted(): string {
    const next = source[at + 1] ?? "";
    if (next === "'") {
      at += 1;
      return "'";
    }
    if (!"{}#".includes(next) || next === "") return "'";
    const end = source.indexOf("'", at + 1);
    if (end === -1) fail("an apostrophe is never closed");
    const quoted = source.slice(at + 1, end);
    at = end;
    return quoted;
  }

  function readArgument(plural: string | null): Piece {
    const name = readWord();
    if (source[at] === "}") return { kind: "value", name };
    expect(",");
    const kind = readWord();
    if (kind === "number" && source[at] === "}") return { kind: "number", name };
    if (kind !== "plural" && kind !== "select") fail(`"${kind}" is not understood`);
    expect(",");
    const cases = new Map<string, Message>();
    for (skipSpace(); source[at] !== "}"; skipSpace()) {
      if (at >= source.length) fail("a brace is missing");
      const word = readWord();
      expect("{");
      cases.set(word, readPieces(kind === "plural" ? name : plural, true));
      expect("}");
    }
    if (!cases.has("other")) fail(`the case "other" of ${name} is missing`);
    return { kind, name, cases };
  }

  return readPieces(null, false);
}

/** What a value of a message may be. */
export type ValueKind = "text" | "count" | "choice";

/** The values a message takes. A value that is counted anywhere is a count. */
export function valuesOf(message: Message): ReadonlyMap<string, ValueKind> {
  const values = new Map<string, ValueKind>();
  const note = (name: string, kind: ValueKind) => {
    if (kind !== "text" || !values.has(name)) values.set(name, kind);
  };
  for (const piece of message) {
    if (piece.kind === "text") continue;
    if (piece.kind === "value") note(piece.name, "text");
    else if (piece.kind === "select") note(piece.name, "choice");
    else note(piece.name, "count");
    if (piece.kind !== "plural" && piece.kind !== "select") continue;
    for (const inner of piece.cases.values()) for (const [name, kind] of valuesOf(inner)) note(name, kind);
  }
  return values;
}
