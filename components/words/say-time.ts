import { zoneCity } from "../sale/format-wall-time";
import type { WordsFor } from "./provide-words";

/** The city that an IANA time zone is named after, in the page's language where it has a name for it. */
export function sayCity(timeZone: string, say: WordsFor<"time">): string {
  return say.time.city({ zone: timeZone.split("/").at(-1) ?? timeZone, city: zoneCity(timeZone) });
}
