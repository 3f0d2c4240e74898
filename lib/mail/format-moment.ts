/** `November 27 at 10:10 GMT+1`: mails are read later and elsewhere, so the zone is always there. */
export function formatMoment(atMs: number, timeZone: string, languageTag: string): string {
  return new Intl.DateTimeFormat(languageTag, {
    timeZone,
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(atMs);
}
