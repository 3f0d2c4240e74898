const unitsMs = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000 } as const;

function unitOf(word: string): number | null {
  if (/^d(ays?)?$/.test(word)) return unitsMs.d;
  if (/^h(rs?|ours?)?$/.test(word)) return unitsMs.h;
  if (/^m(ins?|inutes?)?$/.test(word)) return unitsMs.min;
  return /^s(ecs?|econds?)?$/.test(word) ? unitsMs.s : null;
}

/** Reads `30` (minutes), `1:30`, `90 min`, `1 h 30 min`, `2 days`; null for anything else. */
export function readLength(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const [, hours, minutes] = /^(\d{1,3}):([0-5]\d)$/.exec(plain) ?? [];
  if (hours !== undefined && minutes !== undefined) return Number(hours) * unitsMs.h + Number(minutes) * unitsMs.min;
  if (/^\d{1,6}$/.test(plain)) return Number(plain) * unitsMs.min;
  if (!/^(?:\d{1,6}(?:\.\d)?\s*[a-z]+[\s,]*)+$/.test(plain)) return null;
  let lengthMs = 0;
  for (const [, amount = "", word = ""] of plain.matchAll(/(\d+(?:\.\d)?)\s*([a-z]+)/g)) {
    const unit = unitOf(word);
    if (unit === null) return null;
    lengthMs += Math.round(Number(amount) * unit);
  }
  return lengthMs;
}

/** `1 h 30 min`, exact to the second. */
export function writeLength(lengthMs: number): string {
  const parts: string[] = [];
  let rest = Math.round(lengthMs / unitsMs.s) * unitsMs.s;
  for (const [unit, sizeMs] of Object.entries(unitsMs)) {
    const amount = Math.floor(rest / sizeMs);
    rest -= amount * sizeMs;
    if (amount > 0) parts.push(`${amount} ${unit}`);
  }
  return parts.length === 0 ? "0 min" : parts.join(" ");
}
