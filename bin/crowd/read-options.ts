import { createCommandLine, flag, text } from "../services/command-line.mjs";
import { type PayOdds, payWays } from "./pay-odds";

const { read, readNumber, wrong } = createCommandLine(
  "npm run crowd -- --sale SLUG --shoppers N [--offset K] [--origin URL] [--pay-odds ok=70,decline=10,timeout=5,abandon=15] " +
    "[--seed N] [--spread MS] [--stay SECONDS] [--connections N] [--wait-for-start] [--history FILE] [--json]",
);

const shoppersMax = 1_000_000;

export interface CrowdOptions {
  readonly slug: string;
  readonly shoppers: number;
  /** How many numbered accounts to leave out. */
  readonly offset: number;
  /** Where to send requests, if not to the shop's own address. */
  readonly origin: string | null;
  readonly payOdds: PayOdds;
  /** The same seed makes the same wishes at the same times. */
  readonly seed: number;
  /** Everybody clicks within this time of the start. */
  readonly spreadMs: number;
  /** How long somebody in line stays. */
  readonly stayMs: number;
  readonly connections: number;
  readonly waitForStart: boolean;
  readonly history: string | null;
  readonly json: boolean;
}

const options = {
  sale: text,
  shoppers: text,
  offset: text,
  origin: text,
  "pay-odds": text,
  seed: text,
  spread: text,
  stay: text,
  connections: text,
  "wait-for-start": flag,
  history: text,
  json: flag,
};

/** Throws ReadableError with the usage. */
export function readOptions(args: readonly string[]): CrowdOptions {
  const values = read(args, options);
  const slug = values.sale ?? "";
  if (!/^[a-z0-9-]{1,64}$/.test(slug)) throw wrong("--sale is a sale's slug, such as aurora-desk-lamp");
  return {
    slug,
    shoppers: readNumber("--shoppers", values.shoppers, 1, shoppersMax),
    offset: readNumber("--offset", values.offset ?? "0", 0, 10_000_000),
    origin: readOrigin(values.origin),
    payOdds: readPayOdds(values["pay-odds"] ?? "ok=70,decline=10,timeout=5,abandon=15"),
    seed: readNumber("--seed", values.seed ?? "1", 0, 4_294_967_295),
    spreadMs: readNumber("--spread", values.spread ?? "1000", 0, 3_600_000),
    stayMs: readNumber("--stay", values.stay ?? "20", 0, 3_600) * 1_000,
    connections: readNumber("--connections", values.connections ?? "512", 1, 20_000),
    waitForStart: values["wait-for-start"] ?? false,
    history: values.history ?? null,
    json: values.json ?? false,
  };
}

function readOrigin(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (/^https?:\/\/[^/\s]+\/?$/.test(given)) return given.replace(/\/$/, "");
  throw wrong("--origin is an address such as http://localhost:3000");
}

/** `ok=70,decline=30`: weights, which need not make 100; ways left out have none. */
function readPayOdds(given: string): PayOdds {
  const odds = new Map<string, number>();
  for (const part of given.split(",")) {
    const [, name, weight] = /^([a-z]+)=(\d{1,6})$/.exec(part.trim()) ?? [];
    if (name === undefined || !payWays.some((way) => way === name)) {
      throw wrong(`--pay-odds is a list of ${payWays.map((way) => `${way}=weight`).join(",")}`);
    }
    odds.set(name, Number(weight));
  }
  if ([...odds.values()].every((weight) => weight === 0)) throw wrong("--pay-odds gives no way to pay any weight");
  return payWays.map((way) => ({ way, weight: odds.get(way) ?? 0 }));
}
