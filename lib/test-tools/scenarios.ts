import type { SaleStatus } from "../domain";

/** A named state of a sale. Times are milliseconds from now; `paid` and `reserved` units belong to other shoppers. */
export interface Scenario {
  readonly startsInMs: number;
  readonly endsInMs: number;
  readonly status: SaleStatus;
  readonly stock: number;
  readonly paid: number;
  readonly reserved: number;
  readonly paymentWindowSeconds: number;
  /** What the scenario's own shopper has; its cookie comes back with the answer. */
  readonly shopperHolds: boolean;
  readonly cancelReason?: string;
}

const second = 1_000;
const minute = 60 * second;
const day = 1_440 * minute;

const live: Scenario = {
  startsInMs: -5 * minute,
  endsInMs: 25 * minute,
  status: "published",
  stock: 100,
  paid: 0,
  reserved: 0,
  paymentWindowSeconds: 600,
  shopperHolds: false,
};

/** What was bought just before the end is still held now, until the seed has paid it. */
const over = { startsInMs: -60 * minute, endsInMs: -30 * minute, paymentWindowSeconds: 3_600 };

/** The list is part of the test contract: docs/reference/test-contract.md. */
export const scenarios = {
  "upcoming-60s": { ...live, startsInMs: minute, endsInMs: 30 * minute, stock: 20 },
  "upcoming-2d": { ...live, startsInMs: 2 * day, endsInMs: 2 * day + 30 * minute },
  "live-plenty": live,
  "live-last-3": { ...live, stock: 20, paid: 12, reserved: 5 },
  held: { ...live, stock: 10, paid: 4, reserved: 6 },
  "sold-out": { ...live, stock: 10, paid: 10 },
  paused: { ...live, status: "paused", stock: 20, paid: 3, reserved: 2 },
  cancelled: { ...live, status: "cancelled", stock: 20, cancelReason: "The maker found a fault in this batch." },
  "ended-time": { ...live, ...over, stock: 20, paid: 8 },
  "ended-sold-out": { ...live, ...over, stock: 20, paid: 20 },
  "hold-2min": { ...live, paymentWindowSeconds: 120, shopperHolds: true },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios | "empty-store";

export const scenarioNames = [...Object.keys(scenarios), "empty-store"] as ScenarioName[];
