import { formatMoment, formatTime } from "../sale/format-wall-time";
import type { WordsFor } from "../words/provide-words";
import { sayCity } from "../words/say-time";

type Say = WordsFor<"plain" | "time">;

/** Whose clocks a page's times are told by. */
export interface PlainZones {
  readonly store: string;
  /** What the reader's account chose; without scripts nobody can know another. */
  readonly own: string | null;
}

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

function placeOf(epochMs: number, timeZone: string, say: Say) {
  return { city: sayCity(timeZone, say), offset: formatOffset(epochMs, timeZone) };
}

/** A moment by the reader's clock where it is known, and always by the store's. */
export function describePlainMoment(
  epochMs: number,
  { store, own }: PlainZones,
  say: Say,
): { readonly at: string; readonly zones: string } {
  const { zones } = say.plain;
  const at = formatMoment(epochMs, own ?? store, say.locale);
  const ofStore = placeOf(epochMs, store, say);
  if (own !== null) {
    const ofOwn = placeOf(epochMs, own, say);
    if (ofOwn.offset === ofStore.offset) return { at, zones: zones.both(ofOwn) };
    const moment = formatMoment(epochMs, store, say.locale);
    return { at, zones: `${zones.yours(ofOwn)} · ${zones.storeAt({ moment, ...ofStore })}` };
  }
  const isUtc = ofStore.offset === "UTC";
  const utc = zones.utc({ time: formatTime(epochMs, "UTC") });
  return { at, zones: isUtc ? zones.store(ofStore) : `${zones.store(ofStore)} · ${utc}` };
}

/** Whose clock a page's times are told by, and what the store's is. */
export function zoneNote(epochMs: number, { store, own }: PlainZones, say: Say): string {
  const ofStore = placeOf(epochMs, store, say);
  if (own === null || own === store) return say.plain.zones.note(ofStore);
  const { city: storeCity, offset: storeOffset } = ofStore;
  return say.plain.zones.noteYours({ ...placeOf(epochMs, own, say), storeCity, storeOffset });
}
