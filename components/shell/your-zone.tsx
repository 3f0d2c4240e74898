"use client";

import { useWords } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import { useTimeZone } from "./use-time-zone";

/** In whose time zone the times of this page are. */
export function YourZone() {
  const say = useWords("shell", "time");
  const zone = useTimeZone();
  return zone === null ? <p>{say.shell.storeZone}</p> : <p>{say.shell.yourZone({ city: sayCity(zone, say) })}</p>;
}
