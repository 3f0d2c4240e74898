const accents = "àƀçďéƒğħíĵķĺɱñóƥɋŕšťúṽŵẋýžÀƁÇĎÉƑĞĦÍĴĶĹṀÑÓƤɊŔŠŤÚṼŴẊÝŽ";
const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** English as it would be in a longer language with other letters: `Ƀúý ñóŵ···`. What stays plain was never translated. */
export function pseudoText(text: string): string {
  const accented = Array.from(text, (letter) => accents[letters.indexOf(letter)] ?? letter).join("");
  return text.trim() === "" ? text : `${accented}${"·".repeat(Math.ceil(text.length * 0.3))}`;
}
