import { formatMoment } from "../../sale/format-wall-time";

const moment = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z/g;

/** A text with its UTC moments as a clock in the zone shows them. */
export function spellMoments(text: string, timeZone: string): string {
  return text.replace(moment, (at) => formatMoment(Date.parse(at), timeZone));
}
