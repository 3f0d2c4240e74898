import type { GateRefusals } from "./gate";

type ItemRefusal = GateRefusals["items"][number];

const words: ReadonlySet<string> = new Set<ItemRefusal["word"]>([
  "open",
  "ended",
  "paused",
  "cancelled",
  "sold_out",
  "all_held",
  "awaiting_release",
]);

/** Reads what read-refusals told: item, word, item, word. Throws for a word it does not know. */
export function decodeRefusals(reply: {
  epoch: number;
  accounts: number;
  heldUntilMs: number;
  lineFull: number;
  words: readonly string[];
}): GateRefusals {
  const items: ItemRefusal[] = [];
  for (let position = 0; position < reply.words.length; position += 2) {
    const word = reply.words[position + 1] ?? "";
    if (!isWord(word)) throw new Error(`read-refusals told an unknown word: ${word}`);
    items.push({ itemId: Number(reply.words[position]), word });
  }
  const { epoch, accounts, heldUntilMs, lineFull } = reply;
  return { epoch, accounts, heldUntilMs, lineFull: lineFull === 1, items };
}

function isWord(text: string): text is ItemRefusal["word"] {
  return words.has(text);
}
