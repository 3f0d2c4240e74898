import type { SalePhase } from "./sale";

/** What a calendar is told of a sale. */
export interface CalendarEvent {
  /** Never changes for the same sale, so a newer file replaces the older entry. */
  readonly saleId: number;
  readonly slug: string;
  readonly title: string;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** Goes up with every change of the sale; a calendar takes the higher one. */
  readonly version: number;
  readonly phase: SalePhase;
  readonly priceText: string;
  /** Where the shop is: `https://shop.example` */
  readonly appOrigin: string;
  readonly nowMs: number;
}

/** A content line has at most 75 octets; longer ones go on in the next, after a space (RFC 5545 3.1). */
const lineOctetsMax = 75;

/** A sale as an iCalendar file (RFC 5545) with an alarm five minutes before the start. Times are UTC. */
export function calendarFile(event: CalendarEvent): string {
  const { saleId, slug, title, appOrigin, phase, priceText, version } = event;
  const address = `${appOrigin}/sales/${slug}`;
  const isCancelled = phase === "cancelled";
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Zerohour//Flash sales//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:sale-${saleId}@${new URL(appOrigin).hostname}`,
    `SEQUENCE:${version}`,
    `DTSTAMP:${utcStamp(event.nowMs)}`,
    `DTSTART:${utcStamp(event.startsAtMs)}`,
    `DTEND:${utcStamp(event.endsAtMs)}`,
    `STATUS:${isCancelled ? "CANCELLED" : "CONFIRMED"}`,
    `SUMMARY:${escapeText(isCancelled ? `Cancelled: ${title}` : `${title} opens`)}`,
    `DESCRIPTION:${escapeText(`${title} for ${priceText}. Sign in a few minutes before: ${address}`)}`,
    `URL:${address}`,
    ...(isCancelled ? [] : alarm(title)),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function alarm(title: string): readonly string[] {
  return [
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:-PT5M",
    `DESCRIPTION:${escapeText(`${title} opens in five minutes`)}`,
    "END:VALARM",
  ];
}

/** `20261127T090000Z` */
function utcStamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** RFC 5545 3.3.11 */
function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, (character) => `\\${character}`).replaceAll(/\r?\n/g, "\\n");
}

/** Cuts between characters, never within one. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > lineOctetsMax) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}
