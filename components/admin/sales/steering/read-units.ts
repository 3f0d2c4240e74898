/** `3`, `+3`, `-3` or `−3` as people type it; null for 0 and for what is no whole number. */
export function readUnits(text: string): number | null {
  const match = /^([+-]?)(\d{1,8})$/.exec(text.trim().replace("−", "-"));
  const units = match === null ? 0 : Number(match[2]) * (match[1] === "-" ? -1 : 1);
  return units === 0 ? null : units;
}
