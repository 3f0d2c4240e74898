import { seededRandom } from "../crowd/random";

// What goes wrong, when and for how long: all of it follows from the seed, so that a run can be repeated.

/** One program or server that a fault can happen to. */
export const parts = ["web", "worker", "redis", "postgres"] as const;
export type Part = (typeof parts)[number];

/** The wires between programs and servers. */
export const wireNames = ["web-redis", "web-postgres", "worker-redis", "worker-postgres"] as const;
export type WireName = (typeof wireNames)[number];

export type Fault =
  /** Ended by SIGKILL, and started again when the fault is over. */
  | { readonly word: "kill"; readonly part: Part }
  /** Stopped by SIGSTOP: it neither works nor lets go of anything. PostgreSQL has many processes and is left out. */
  | { readonly word: "stop"; readonly part: Exclude<Part, "postgres"> }
  /** Redis loses everything it knows, at once. */
  | { readonly word: "empty" }
  /** Connections end, new ones are taken. */
  | { readonly word: "cut"; readonly wire: WireName }
  /** Nothing gets through, and nobody is told. */
  | { readonly word: "freeze"; readonly wire: WireName }
  /** What is sent arrives, what is answered does not: the connection ends instead. */
  | { readonly word: "lose-answers"; readonly wire: WireName };

export interface PlannedFault {
  readonly fault: Fault;
  /** After the sale's start; it may be before it. */
  readonly atMs: number;
  readonly forMs: number;
}

/** Faults happen from a moment before the start until everybody has clicked. */
const firstAtMs = -500;
const spanMs = 7_000;
const forMsMin = 200;
const forMsMax = 2_500;
const faultsMin = 3;
const faultsMax = 6;
/** Between two faults of one part or wire, so that each meets something that runs. */
const restMs = 800;

/** Each seed begins with another kind of fault, so that a handful of runs meets them all. */
export function planFaults(seed: number): readonly PlannedFault[] {
  const random = seededRandom(seed);
  const count = faultsMin + Math.floor(random() * (faultsMax - faultsMin + 1));
  const kinds = everyFault();
  const planned: PlannedFault[] = [];
  const busyUntilMs = new Map<string, number>();
  for (let number = 0; planned.length < count && number < count * 4; number += 1) {
    const fault = number === 0 ? kinds[seed % kinds.length] : kinds[Math.floor(random() * kinds.length)];
    if (fault === undefined) break;
    const atMs = Math.round(firstAtMs + random() * spanMs);
    const forMs =
      fault.word === "empty" || fault.word === "cut" ? 0 : Math.round(forMsMin + random() * (forMsMax - forMsMin));
    if (atMs < (busyUntilMs.get(placeOf(fault)) ?? Number.NEGATIVE_INFINITY)) continue;
    busyUntilMs.set(placeOf(fault), atMs + forMs + restMs);
    planned.push({ fault, atMs, forMs });
  }
  return planned.sort((left, right) => left.atMs - right.atMs);
}

/** Every kind of fault there is, in an order that never changes: seeds are told by it. */
export function everyFault(): readonly Fault[] {
  return [
    ...parts.map((part) => ({ word: "kill", part }) as const),
    ...(["web", "worker", "redis"] as const).map((part) => ({ word: "stop", part }) as const),
    { word: "empty" },
    ...(["cut", "freeze", "lose-answers"] as const).flatMap((word) =>
      wireNames.map((wire) => ({ word, wire }) as const),
    ),
  ];
}

/** What a fault happens to; two at once on one place would hide each other. */
export function placeOf(fault: Fault): string {
  if ("wire" in fault) return fault.wire;
  return fault.word === "empty" ? "redis" : fault.part;
}

export function describeFault({ fault, atMs, forMs }: PlannedFault): string {
  const when = `at ${(atMs / 1_000).toFixed(1)} s`;
  return `${fault.word} ${placeOf(fault)} ${when}${forMs === 0 ? "" : ` for ${(forMs / 1_000).toFixed(1)} s`}`;
}
