import { utcOffsetAt } from "@/lib/domain/wall-time";
import type { FoundOption } from "./search-box";

const foundMax = 30;

/** UTC itself is not among the names that browsers list. */
const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** Zones with every word of the text in their name, with how far they are from UTC at a moment. */
export function findZones(text: string, atMs: number): readonly FoundOption[] {
  const parts = text.toLowerCase().split(/[\s/_]+/);
  const at = new Date(atMs).toISOString();
  return zones
    .filter((zone) => {
      const name = zone.toLowerCase().replaceAll("_", " ");
      return parts.every((part) => name.includes(part));
    })
    .slice(0, foundMax)
    .map((zone) => ({ value: zone, title: zone.replaceAll("_", " "), detail: `UTC${utcOffsetAt(at, zone)}` }));
}
