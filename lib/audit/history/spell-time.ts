/** A moment of a history, for a breach. */
export function spellTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
