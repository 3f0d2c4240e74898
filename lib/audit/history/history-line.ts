/** What a shopper can do to the shop, and what is done around it; docs/how-to/simulate-a-crowd.md tells each. */
export const shopperSteps = ["ticket", "attempt", "poll", "look", "pay", "leave"] as const;
export type ShopperStep = (typeof shopperSteps)[number];

/** One line of a history, in the manner of Jepsen. */
export interface HistoryLine {
  /** The shopper's number; -1 is the crowd itself. */
  readonly process: number;
  /** `info`: nobody knows whether it happened. Of the crowd itself, `info` is something that was noted. */
  readonly type: "invoke" | "ok" | "fail" | "info";
  readonly f: "crowd" | "fault" | ShopperStep;
  readonly value: unknown;
  /** Milliseconds of the shop's clock. */
  readonly time: number;
}

export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};

export function fieldsOf(value: unknown): Fields {
  return value !== null && typeof value === "object" ? (value as Fields) : none;
}

export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

export function numberOf(fields: Fields, name: string): number | null {
  const value = fields[name];
  return typeof value === "number" ? value : null;
}

/** Null for what is no line of a history. */
export function parseHistoryLine(text: string): HistoryLine | null {
  let line: Fields;
  try {
    line = fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
  const { process, type, f, value, time } = line;
  if (typeof process !== "number" || typeof time !== "number") return null;
  if (type !== "invoke" && type !== "ok" && type !== "fail" && type !== "info") return null;
  if (f !== "crowd" && f !== "fault" && !isStep(f)) return null;
  return { process, type, f, value, time };
}

function isStep(f: unknown): f is ShopperStep {
  return shopperSteps.some((step) => step === f);
}
