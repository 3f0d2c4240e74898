import { formatMoment, formatTime, zoneCity } from "../sale/format-wall-time";

const words = {
  store: (city: string, offset: string) => `store time (${city}, ${offset})`,
  utc: (time: string) => `${time} UTC`,
  note: (city: string, offset: string) => `Times are the store’s: ${city}, ${offset}.`,
};

/** `UTC+1`, `UTC+5:30`: what a zone's clocks are ahead of UTC at a moment, so that everybody can reckon their own. */
export function formatOffset(epochMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" }).formatToParts(epochMs);
  const offset = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const match = /([+-])(\d\d):(\d\d)/.exec(offset);
  if (match === null) return "UTC";
  const [, sign = "+", hours = "0", minutes = "00"] = match;
  if (Number(hours) === 0 && minutes === "00") return "UTC";
  return `UTC${sign}${Number(hours)}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** A moment for a reader whose own zone nobody can know without scripts. */
export function describePlainMoment(epochMs: number, storeZone: string): { at: string; zones: string } {
  const at = formatMoment(epochMs, storeZone);
  const store = words.store(zoneCity(storeZone), formatOffset(epochMs, storeZone));
  const isUtc = formatOffset(epochMs, storeZone) === "UTC";
  return { at, zones: isUtc ? store : `${store} · ${words.utc(formatTime(epochMs, "UTC"))}` };
}

/** Whose clock a page's times are told by. */
export function zoneNote(epochMs: number, timeZone: string): string {
  return words.note(zoneCity(timeZone), formatOffset(epochMs, timeZone));
}
