import type { SaleCheck, SaleFields } from "./admin-sale";
import { formatMoney, type Money } from "./money";
import { saleBounds } from "./sale-rules";
import type { SettingsAnswer } from "./settings";
import { instantsOf, isTimeZone, utcOffsetAt, wallTimeAt } from "./wall-time";

/** What the checks must know beyond the sale itself. */
export interface CheckFacts {
  readonly nowMs: number;
  /** The sale has begun already (a change of a running sale): its start need not be ahead. */
  readonly hasBegun: boolean;
  readonly invited: number;
  /** Other published sales that run at some time of this one. */
  readonly neighbours: readonly {
    readonly slug: string;
    readonly title: string;
    readonly startsAtMs: number;
    readonly skus: readonly string[];
  }[];
  /** The store's settings; `usualGuards` without. */
  readonly guards?: SettingsAnswer["guards"];
  /** Units sold and held by SKU; nothing before the first order. */
  readonly taken?: Readonly<Record<string, number>>;
}

/** What the settings begin with. */
export const usualGuards: SettingsAnswer["guards"] = { discountPercent: 70, lengthHours: 72 };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const soonMs = 5 * minuteMs;
const shortMs = 2 * minuteMs;

type Finding = Omit<SaleCheck, "name"> | null;
type Check = (sale: SaleFields, facts: CheckFacts) => Finding;

const block = (message: string): Finding => ({ level: "block", message });
const warning = (message: string): Finding => ({ level: "warning", message });

/** Worth retyping the price. */
const confirmPrice = (message: string): Finding => ({ level: "warning", message, confirm: "price" });

/** Every check with what it says when there is nothing to say against the sale. Order is the order of the review. */
const checks: readonly { readonly name: string; readonly ok: string; readonly find: Check }[] = [
  { name: "start", ok: "The start is ahead.", find: checkStart },
  { name: "length", ok: "The length is usual.", find: checkLength },
  { name: "end", ok: "The end is a usual time of the day.", find: checkEnd },
  { name: "night", ok: "The start is not at night.", find: checkNight },
  { name: "wall_time", ok: "The clocks of the zone show start and end once.", find: checkWallTime },
  { name: "price", ok: "The price is below the regular price and not suspiciously so.", find: checkPrice },
  { name: "lowest_price", ok: "The price is not above the lowest of the last 30 days.", find: checkLowestPrice },
  { name: "stock", ok: "Every item has stock.", find: checkStock },
  { name: "limit", ok: "The limit per account is within the stock.", find: checkLimit },
  { name: "hold", ok: "A hold lasts between 1 and 60 minutes.", find: checkHold },
  { name: "image", ok: "There is a picture.", find: checkImage },
  { name: "admission", ok: "Units go to whoever comes first.", find: checkAdmission },
  { name: "challenge", ok: "No challenge is asked for.", find: checkChallenge },
  { name: "invitations", ok: "Those who may buy can.", find: checkInvitations },
  { name: "neighbours", ok: "No other sale is in the way.", find: checkNeighbours },
];

/**
 * Goes through a sale before it is published. A block stops it, a warning wants to be read; one with `confirm` wants a
 * value to be typed once more. It is pure and takes half-written fields, so that an editor can run it on every key.
 *
 * Not known here, so not checked: the cost of a product and the units in a warehouse, which the shop has no fields for,
 * whether the slug is free, which the API says when it is stored, and times that a zone's clocks skip, which have no
 * moment (see wall-time).
 */
export function checkSale(sale: SaleFields, facts: CheckFacts): readonly SaleCheck[] {
  return checks.map(({ name, ok, find }) => ({
    name,
    ...(find(sale, facts) ?? { level: "ok" as const, message: ok }),
  }));
}

export function isReady(list: readonly SaleCheck[]): boolean {
  return list.every((check) => check.level !== "block");
}

function checkStart(sale: SaleFields, facts: CheckFacts): Finding {
  if (facts.hasBegun) return null;
  const aheadMs = Date.parse(sale.startsAt) - facts.nowMs;
  if (Number.isNaN(aheadMs)) return block("There is no start. Choose one.");
  if (aheadMs <= 0) return block("The start is in the past. Choose a start that is still ahead.");
  return aheadMs < soonMs ? warning(`The sale starts in ${Math.ceil(aheadMs / 1_000)} s.`) : null;
}

function checkLength(sale: SaleFields, facts: CheckFacts): Finding {
  const endsAtMs = Date.parse(sale.endsAt);
  const lengthMs = endsAtMs - Date.parse(sale.startsAt);
  if (Number.isNaN(endsAtMs)) return block("There is no end. Choose one.");
  if (lengthMs <= 0) return block("The end is not after the start.");
  if (endsAtMs <= facts.nowMs) return block("The end is in the past.");
  if (lengthMs < shortMs) return warning("The sale is shorter than two minutes.");
  const { lengthHours } = facts.guards ?? usualGuards;
  return lengthMs > lengthHours * hourMs ? warning(`The sale is longer than ${lengthHours} hours.`) : null;
}

function checkEnd(sale: SaleFields): Finding {
  const [, hour, minute] = wallClock(sale.endsAt, sale.timeZone);
  if (minute !== "59") return null;
  const next = String(Number(hour) + 1).padStart(2, "0");
  return warning(`The sale ends at ${hour}:59. Did you mean ${next}:00?`);
}

function checkNight(sale: SaleFields): Finding {
  const [time, hour] = wallClock(sale.startsAt, sale.timeZone);
  return time !== undefined && Number(hour) < 7
    ? warning(`The sale starts at night, at ${time} in ${sale.timeZone}. AM or PM?`)
    : null;
}

/** A time that occurs twice is two moments: a person who typed it may have meant the other. */
function checkWallTime(sale: SaleFields): Finding {
  if (!isTimeZone(sale.timeZone)) return block(`${sale.timeZone || "Nothing"} is no time zone. Choose one.`);
  const ends = [
    { at: sale.startsAt, what: "starts" },
    { at: sale.endsAt, what: "ends" },
  ];
  const messages = ends.flatMap(({ at, what }) => {
    if (Number.isNaN(Date.parse(at))) return [];
    const wall = wallTimeAt(at, sale.timeZone);
    const reading = instantsOf(wall, sale.timeZone);
    if (reading.word !== "two") return [];
    const which = Date.parse(at) === Date.parse(reading.earlier) ? "first" : "second";
    const offset = utcOffsetAt(at, sale.timeZone);
    return [
      `The clocks in ${sale.timeZone} show ${wall.slice(11)} twice that day; the sale ${what} at the ${which}, UTC${offset}.`,
    ];
  });
  return messages.length === 0 ? null : warning(messages.join(" "));
}

function checkPrice(sale: SaleFields, { guards = usualGuards }: CheckFacts): Finding {
  const { price, regularPrice } = sale;
  if (!(price.minor > 0)) return block("The price must be more than nothing.");
  if (regularPrice === null) return null;
  if (price.minor >= regularPrice.minor) {
    const words = `${formatMoney(price)} instead of ${formatMoney(regularPrice)}`;
    return block(`The price is not below the regular price: ${words}.`);
  }
  const percent = 100 - (price.minor / regularPrice.minor) * 100;
  const words = `${formatMoney(price)} is ${Math.floor(percent)} % under ${formatMoney(regularPrice)}`;
  if (isDecimalSlip(price, regularPrice)) return confirmPrice(`${words}. A decimal slip?`);
  const most = guards.discountPercent;
  return percent > most ? confirmPrice(`${words}, more than the usual ${most} %.`) : null;
}

/** Ten or a hundred times the price is about the regular price. */
function isDecimalSlip(price: Money, regular: Money): boolean {
  return [10, 100].some((factor) => Math.abs((price.minor * factor) / regular.minor - 1) <= 0.1);
}

function checkLowestPrice({ price, lowestPrice30d }: SaleFields): Finding {
  if (lowestPrice30d === null || price.minor <= lowestPrice30d.minor) return null;
  return warning(
    `The price of ${formatMoney(price)} is above the lowest of the last 30 days, ${formatMoney(lowestPrice30d)}.`,
  );
}

function checkStock({ items }: SaleFields, { taken = {} }: CheckFacts): Finding {
  if (items.length === 0) return block("The sale has no items to sell.");
  const empty = items.filter((item) => !(item.stock >= 1)).map((item) => item.sku);
  if (empty.length > 0) return block(`There is no stock of ${empty.join(", ")}.`);
  const short = items.find((item) => item.stock < (taken[item.sku] ?? 0));
  return short === undefined
    ? null
    : block(`The stock of ${short.sku} cannot be under ${taken[short.sku]}: so many are sold and held.`);
}

function checkLimit({ items, limitPerAccount }: SaleFields): Finding {
  const stock = items.reduce((sum, item) => sum + item.stock, 0);
  return limitPerAccount > stock && stock > 0
    ? block(`One account may buy ${limitPerAccount}, but the stock is only ${stock}.`)
    : null;
}

function checkHold({ paymentWindowSeconds }: SaleFields): Finding {
  const { paymentWindowSecondsMin: least, paymentWindowSecondsMax: most } = saleBounds;
  return paymentWindowSeconds >= least && paymentWindowSeconds <= most
    ? null
    : block("A hold must last between 1 and 60 minutes.");
}

function checkImage({ images }: SaleFields): Finding {
  const bare = images.findIndex((image) => image.alt.trim() === "");
  if (bare !== -1) return block(`Picture ${bare + 1} has no text for those who cannot see it. Describe it.`);
  return images.length === 0 ? warning("There is no picture; the page shows a generated one.") : null;
}

function checkAdmission({ admission }: SaleFields): Finding {
  return admission === "first_come"
    ? null
    : block(`Admission by ${admission} is not available yet. Choose first_come.`);
}

function checkChallenge({ challenge }: SaleFields): Finding {
  return challenge ? block("The challenge is not available yet. Turn it off.") : null;
}

function checkInvitations({ eligibility }: SaleFields, { invited }: CheckFacts): Finding {
  return eligibility.inviteOnly && invited === 0
    ? warning("Only invited accounts may buy, and none is invited.")
    : null;
}

/**
 * The same product in two sales at once is only a warning. A SKU names an item within its sale: each sale has units of
 * its own, and no catalogue tells whether "LAMP" here and there is one product, or two batches sold apart on purpose.
 * A block would stop scripts that were right.
 */
function checkNeighbours(sale: SaleFields, { neighbours }: CheckFacts): Finding {
  const skus = new Set(sale.items.map((item) => item.sku));
  const title = sale.title.toLowerCase();
  const same = neighbours.find(
    (other) => other.title.toLowerCase() === title || other.skus.some((sku) => skus.has(sku)),
  );
  if (same !== undefined)
    return warning(`The same product seems to be sold at that time by another sale: ${same.slug}.`);
  const startsAtMs = Date.parse(sale.startsAt);
  const twin = neighbours.find((other) => Math.abs(other.startsAtMs - startsAtMs) < minuteMs);
  return twin === undefined ? null : warning(`Another sale starts in the same minute: ${twin.slug}.`);
}

/** `["23:59", "23", "59"]`; empty while time or zone cannot be read. */
function wallClock(at: string, timeZone: string): readonly [string, string, string] | readonly [] {
  if (Number.isNaN(Date.parse(at)) || !isTimeZone(timeZone)) return [];
  const time = wallTimeAt(at, timeZone).slice(11, 16);
  return [time, time.slice(0, 2), time.slice(3)];
}
