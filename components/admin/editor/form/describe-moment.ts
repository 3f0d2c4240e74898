import { formatDate, formatMoment, formatTime, zoneCity } from "../../../sale/format-wall-time";

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
] as const;

/** `in 2 d 4 h`, `in 45 s`, `5 min ago`: the two largest units. */
export function describeDistance(fromMs: number, toMs: number): string {
  const distanceMs = Math.abs(toMs - fromMs);
  let rest = distanceMs;
  const parts = units.map(([unit, sizeMs]) => {
    const amount = Math.floor(rest / sizeMs);
    rest -= amount * sizeMs;
    return { amount, text: `${amount} ${unit}` };
  });
  const first = parts.findIndex(({ amount }) => amount > 0);
  const shown = first === -1 ? [] : parts.slice(first, first + 2).filter(({ amount }) => amount > 0);
  const text = shown.length === 0 ? `${Math.round(distanceMs / 1_000)} s` : shown.map((part) => part.text).join(" ");
  return toMs >= fromMs ? `in ${text}` : `${text} ago`;
}

/** `Tue 1 Dec, 12:00 Berlin`, `19:00 Shanghai`, `11:00 UTC`: the day is said again only where it is another. */
export function describeInZones(atMs: number, zones: readonly string[]): readonly string[] {
  const [first = "UTC", ...others] = [...new Set(zones)];
  const day = formatDate(atMs, first);
  return [
    `${formatMoment(atMs, first)} ${zoneCity(first)}`,
    ...others.map((zone) => {
      const isSameDay = formatDate(atMs, zone) === day;
      return `${isSameDay ? formatTime(atMs, zone) : formatMoment(atMs, zone)} ${zoneCity(zone)}`;
    }),
  ];
}
