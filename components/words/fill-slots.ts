/** Characters of Unicode's private use: no message and no title has them. */
const firstSlot = 0xe000;
const slots = /[\ue000-\ue0ff]/;

/** Stands in a message where later something else comes than text: a time marked up as such, a link. */
export function slot(index: number): string {
  return String.fromCharCode(firstSlot + index);
}

/** A message with slots, cut into its texts and what belongs into the slots, in the language's own order. */
export function fillSlots<T>(text: string, fillings: readonly T[]): readonly (string | T)[] {
  const pieces: (string | T)[] = [];
  let rest = text;
  for (let at = rest.search(slots); at !== -1; at = rest.search(slots)) {
    if (at > 0) pieces.push(rest.slice(0, at));
    const filling = fillings[rest.charCodeAt(at) - firstSlot];
    if (filling !== undefined) pieces.push(filling);
    rest = rest.slice(at + 1);
  }
  if (rest !== "") pieces.push(rest);
  return pieces;
}
