import { isMessage, type MessageTree } from "./messages";
import { type Message, type Piece, valuesOf } from "./read-message";

/** Words made while a test runs, in a language that is not shipped. */
export interface SpokenTree {
  readonly [name: string]: string | ((values: Readonly<Record<string, string | number>>) => string) | SpokenTree;
}

/** A message with its values, in the language of a BCP 47 tag; `speakText` may change what is not a value. */
export function sayMessage(
  message: Message,
  values: Readonly<Record<string, string | number>>,
  tag: string,
  speakText: (text: string) => string = (text) => text,
): string {
  const say = (piece: Piece): string => {
    switch (piece.kind) {
      case "text":
        return speakText(piece.text);
      case "value":
        return String(values[piece.name]);
      case "number":
        return new Intl.NumberFormat(tag).format(Number(values[piece.name]));
      case "select":
        return sayMessage(piece.cases.get(String(values[piece.name])) ?? otherOf(piece.cases), values, tag, speakText);
      case "plural": {
        const count = Number(values[piece.name]);
        const exact = piece.cases.get(`=${count}`) ?? piece.cases.get(new Intl.PluralRules(tag).select(count));
        return sayMessage(exact ?? otherOf(piece.cases), values, tag, speakText);
      }
    }
  };
  return message.map(say).join("");
}

function otherOf(cases: ReadonlyMap<string, Message>): Message {
  return cases.get("other") ?? [];
}

/** All messages as components take them: strings, and functions where a message takes values. */
export function speakTree(tree: MessageTree, tag: string, speakText: (text: string) => string): SpokenTree {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => {
      if (!isMessage(node)) return [name, speakTree(node, tag, speakText)];
      if (valuesOf(node).size === 0) return [name, sayMessage(node, {}, tag, speakText)];
      return [name, (values: Readonly<Record<string, string | number>>) => sayMessage(node, values, tag, speakText)];
    }),
  );
}
