import type { SaleCheck, SaleFields } from "./admin-sale";
import { formatMoney, type Money } from "./money";

/** What the checks must know beyond the sale itself. */
export interface CheckFacts {
  readonly nowMs: number;
  /** The sale has begun already (a change of a running sale): its start need not be ahead. */
  readonly hasBegun: boolean;
  readonly invited: number;
  /** Other sales that are published or planned and run at some time of this one. */
  readonly neighbours: readonly { readonly slug: string; readonly title: string; readonly startsAtMs: number }[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const soonMs = 5 * minuteMs;
const shortMs = 2 * minuteMs;
const longMs = 72 * hourMs;

type Finding = Omit<SaleCheck, "name"> | null;
type Check = (sale: SaleFields, facts: CheckFacts) => Finding;

const block = (message: string): Finding => ({ level: "block", message });
const warning = (message: string): Finding => ({ level: "warning", message });

/** Every check with what it says when there is nothing to say against the sale. Order is the order of the review. */
const checks: readonly { readonly name: string; readonly ok: string; readonly find: Check }[] = [
  { name: "start", ok: "The start is ahead.", find: checkStart },
  { name: "length", ok: "The length is usual.", find: checkLength },
  { name: "end", ok: "The end is a usual time of the day.", find: checkEnd },
  { name: "night", ok: "The start is not at night.", find: checkNight },
  { name: "price", ok: "The price is below the regular price and not suspiciously so.", find: checkPrice },
  { name: "lowest_price", ok: "The price is not above the lowest of the last 30 days.", find: checkLowestPrice },
  { name: "stock", ok: "Every item has stock.", find: checkStock },
  { name: "limit", ok: "The limit per account is within the stock.", find: checkLimit },
  { name: "image", ok: "There is a picture.", find: checkImage },
  { name: "admission", ok: "Units go to whoever comes first.", find: checkAdmission },
  { name: "challenge", ok: "No challenge is asked for.", find: checkChallenge },
  { name: "invitations", ok: "Those who may buy can.", find: checkInvitations },
  { name: "neighbours", ok: "No other sale is in the way.", find: checkNeighbours },
];

/** Goes through a sale before it is published. A block stops it, a warning wants to be read. */
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
  if (aheadMs <= 0) return block("The start is in the past. Choose a start that is still ahead.");
  return aheadMs < soonMs ? warning(`The sale starts in ${Math.ceil(aheadMs / 1_000)} s.`) : null;
}

function checkLength(sale: SaleFields, facts: CheckFacts): Finding {
  const endsAtMs = Date.parse(sale.endsAt);
  const lengthMs = endsAtMs - Date.parse(sale.startsAt);
  if (lengthMs <= 0) return block("The end is not after the start.");
  if (endsAtMs <= facts.nowMs) return block("The end is in the past.");
  if (lengthMs < shortMs) return warning("The sale is shorter than two minutes.");
  return lengthMs > longMs ? warning("The sale is longer than 72 hours.") : null;
}

function checkEnd(sale: SaleFields): Finding {
  const { hour, minute } = wallTime(sale.endsAt, sale.timeZone);
  return minute === 59 ? warning(`The sale ends at ${hour}:59. Did you mean the full hour?`) : null;
}

function checkNight(sale: SaleFields): Finding {
  const { hour } = wallTime(sale.startsAt, sale.timeZone);
  return Number(hour) < 7 ? warning(`The sale starts at night (${hour} h in ${sale.timeZone}). AM or PM?`) : null;
}

/** Of the regular price: cheaper than this is worth a second look. */
const suspiciousShare = 0.3;

function checkPrice(sale: SaleFields): Finding {
  const { price, regularPrice } = sale;
  if (price.minor <= 0) return block("The price must be more than nothing.");
  if (regularPrice === null) return null;
  const words = `${formatMoney(price)} instead of ${formatMoney(regularPrice)}`;
  if (price.minor >= regularPrice.minor) return block(`The price is not below the regular price: ${words}.`);
  if (isDecimalSlip(price, regularPrice)) return warning(`${words}: a decimal slip?`);
  return price.minor < regularPrice.minor * suspiciousShare ? warning(`${words} is more than 70 % off.`) : null;
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

function checkStock({ items }: SaleFields): Finding {
  if (items.length === 0) return block("The sale has no items to sell.");
  const empty = items.filter((item) => item.stock < 1).map((item) => item.sku);
  return empty.length > 0 ? block(`There is no stock of ${empty.join(", ")}.`) : null;
}

function checkLimit({ items, limitPerAccount }: SaleFields): Finding {
  const stock = items.reduce((sum, item) => sum + item.stock, 0);
  return limitPerAccount > stock && stock > 0
    ? block(`One account may buy ${limitPerAccount}, but the stock is only ${stock}.`)
    : null;
}

function checkImage({ images }: SaleFields): Finding {
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

function checkNeighbours(sale: SaleFields, { neighbours }: CheckFacts): Finding {
  const same = neighbours.find((other) => other.title.toLowerCase() === sale.title.toLowerCase());
  if (same !== undefined) return warning(`Another sale of the same name runs at that time: ${same.slug}.`);
  const startsAtMs = Date.parse(sale.startsAt);
  const twin = neighbours.find((other) => Math.abs(other.startsAtMs - startsAtMs) < minuteMs);
  return twin === undefined ? null : warning(`Another sale starts in the same minute: ${twin.slug}.`);
}

function wallTime(at: string, timeZone: string): { readonly hour: string; readonly minute: number } {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const [hour = "", minute = ""] = parts.format(new Date(at)).split(":");
  return { hour, minute: Number(minute) };
}
