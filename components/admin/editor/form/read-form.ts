import {
  currencyDecimals,
  findFieldErrors,
  formatMoney,
  isSlug,
  type Money,
  type SaleFields,
  saleBounds,
} from "@/lib/domain";
import { isTimeZone } from "@/lib/domain/wall-time";
import { nameOfPath, partOfPath, type SalePart, saleParts } from "./part-names";
import { readLength } from "./read-length";
import { type MomentReading, readMoment, type TypedTime } from "./read-moment";
import { readMoney } from "./read-money";
import { isUntouched, type SaleForm } from "./sale-form";

/** One thing that keeps a part of the form from being stored. `path` is the control's. */
export interface FormError {
  readonly path: string;
  readonly message: string;
}

export interface FormReading {
  /** The parts that can be read. */
  readonly fields: Partial<SaleFields>;
  readonly errors: readonly FormError[];
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FormError[] };

const took = <T>(value: T): Read<T> => ({ ok: true, value });
const refused = (path: string, message: string): Read<never> => ({ ok: false, errors: [{ path, message }] });
/** What is wrong is said elsewhere. */
const unknown: Read<never> = { ok: false, errors: [] };

const readers: { readonly [Part in SalePart]: (form: SaleForm) => Read<SaleFields[Part]> } = {
  title: (form) => readLine("title", form.title, saleBounds.titleCharactersMax, "Type a title."),
  slug: readSlug,
  description: readDescription,
  images: readImages,
  price: (form) => readPrice("price", form.price, form.currency),
  regularPrice: (form) => readOptionalPrice("regularPrice", form.regularPrice, form.currency),
  lowestPrice30d: (form) => readOptionalPrice("lowestPrice30d", form.lowestPrice30d, form.currency),
  items: readItems,
  limitPerAccount: (form) => readCount("limitPerAccount", form.limitPerAccount, 1, saleBounds.limitPerAccountMax),
  paymentWindowSeconds: readPaymentWindow,
  lineFactor: (form) => readCount("lineFactor", form.lineFactor, 1, saleBounds.lineFactorMax),
  showExactStock: (form) => took(form.showExactStock),
  timeZone: (form) =>
    isTimeZone(form.timeZone)
      ? took(form.timeZone)
      : refused("timeZone", "Choose a time zone from the list, such as Europe/Berlin."),
  startsAt: (form) => readTime("startsAt", form.start, form.timeZone),
  endsAt: readEnd,
  releases: readReleases,
  admission: (form) => took(form.admission),
  eligibility: readEligibility,
  challenge: (form) => took(form.challenge),
  withoutGate: (form) => took(form.withoutGate),
  promoted: (form) => took(form.promoted),
};

/** Reads every part of the form for itself: what one part lacks does not keep the others from being stored. */
export function readForm(form: SaleForm): FormReading {
  const errors: FormError[] = [];
  const fields: Partial<SaleFields> = {};
  for (const part of saleParts) {
    const read = readers[part](form);
    if (read.ok) Object.assign(fields, { [part]: read.value });
    else errors.push(...read.errors);
  }
  return { fields, errors };
}

function readLine(path: string, text: string, charactersMax: number, missing: string): Read<string> {
  const line = text.trim();
  if (line === "") return refused(path, missing);
  return line.length > charactersMax
    ? refused(path, `At most ${charactersMax} characters; these are ${line.length}.`)
    : took(line);
}

/** Both are words in addresses of the admin. */
const reservedSlugs = ["new", "import"];

function readSlug({ slug }: SaleForm): Read<string> {
  if (slug === "") return refused("slug", "Type a slug: the last part of the sale's address.");
  if (!isSlug(slug)) {
    return refused("slug", "Lower-case letters and digits in words joined by single hyphens, at most 64 characters.");
  }
  return reservedSlugs.includes(slug) ? refused("slug", `The shop needs the word ${slug} itself.`) : took(slug);
}

function readDescription({ description }: SaleForm): Read<string> {
  const bytes = new TextEncoder().encode(description).length;
  return bytes > saleBounds.descriptionBytesMax
    ? refused("description", `At most 10 kB of text; this is ${(bytes / 1_024).toFixed(1)} kB.`)
    : took(description);
}

function readImages({ images }: SaleForm): Read<SaleFields["images"]> {
  const errors = images.flatMap(({ alt, url }, index): FormError[] => {
    const path = `images.${index}.alt`;
    if (alt.trim() === "") return [{ path, message: "Describe the picture for those who cannot see it." }];
    if (alt.trim().length > 300) return [{ path, message: "At most 300 characters." }];
    return url === "" ? [{ path: "images", message: `Picture ${index + 1} is not uploaded yet.` }] : [];
  });
  if (images.length > saleBounds.imagesMax) {
    errors.push({ path: "images", message: `At most ${saleBounds.imagesMax} pictures.` });
  }
  return errors.length > 0 ? { ok: false, errors } : took(images.map(({ url, alt }) => ({ url, alt: alt.trim() })));
}

function readPrice(path: string, text: string, currency: string): Read<Money> {
  const reading = readMoney(text, currency);
  switch (reading.word) {
    case "empty":
      return refused(path, "Type a price.");
    case "unreadable":
      return refused(path, `This is no amount of ${currency}. Type it like ${exampleOf(currency)}.`);
    case "amount": {
      if (reading.minor < 1) return refused(path, "The price must be more than nothing.");
      if (reading.minor > saleBounds.priceMinorMax) {
        return refused(path, `At most ${formatMoney({ minor: saleBounds.priceMinorMax, currency })}.`);
      }
      return took({ minor: reading.minor, currency });
    }
  }
}

function exampleOf(currency: string): string {
  const decimals = currencyDecimals(currency);
  return (79).toFixed(decimals);
}

function readOptionalPrice(path: string, text: string, currency: string): Read<Money | null> {
  return text.trim() === "" ? took(null) : readPrice(path, text, currency);
}

function readCount(path: string, text: string, least: number, most: number): Read<number> {
  const plain = text.replaceAll(/[\s,'’]/g, "");
  if (plain === "") return refused(path, "Type a number.");
  const count = /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN;
  return count >= least && count <= most
    ? took(count)
    : refused(path, `A whole number from ${least} to ${most.toLocaleString("en")}.`);
}

const skuPattern = /^[A-Za-z0-9](?:[A-Za-z0-9 ._/-]{0,62}[A-Za-z0-9._/-])?$/;

function readItems({ items }: SaleForm): Read<SaleFields["items"]> {
  const errors: FormError[] = [];
  const value = items.flatMap((item, index) => {
    if (isUntouched(item)) return [];
    const path = `items.${index}`;
    const sku = item.sku.trim();
    if (!skuPattern.test(sku)) {
      errors.push({
        path: `${path}.sku`,
        message: "1 to 64 letters, digits and . _ / -, beginning with one of the first two.",
      });
    }
    const name = readLine(`${path}.name`, item.name, 80, "Name what shoppers choose.");
    const stock = readCount(`${path}.stock`, item.stock, 0, saleBounds.stockMax);
    for (const read of [name, stock]) if (!read.ok) errors.push(...read.errors);
    return [{ sku, name: name.ok ? name.value : "", stock: stock.ok ? stock.value : 0 }];
  });
  if (items.length > saleBounds.itemsMax)
    errors.push({ path: "items", message: `At most ${saleBounds.itemsMax} items.` });
  return errors.length > 0 ? { ok: false, errors } : took(value);
}

function readPaymentWindow({ paymentMinutes }: SaleForm): Read<number> {
  const seconds = Number(paymentMinutes.trim().replace(",", ".") || Number.NaN) * 60;
  const isWithin = seconds >= saleBounds.paymentWindowSecondsMin && seconds <= saleBounds.paymentWindowSecondsMax;
  return isWithin && Number.isInteger(seconds)
    ? took(seconds)
    : refused("paymentWindowSeconds", "From 1 to 60 minutes; 1.5 is a minute and a half.");
}

/** Of a time that could not be taken; the two that need a choice are shown with buttons beside this. */
export function momentMessage(reading: MomentReading): string | null {
  switch (reading.word) {
    case "at":
    case "no_zone":
      return null;
    case "empty":
      return "Type a day and a time, such as 2026-12-01 12:00.";
    case "unreadable":
      return "This is no day and time. Type it like 2026-12-01 12:00 or 1 Dec 2026 7 pm.";
    case "skipped":
      return "The clocks are put forward over this time, so it does not exist. Choose one of the two beside it.";
    case "twice":
      return "The clocks are put back, so they show this time twice. Choose which.";
  }
}

function readTime(path: string, typed: TypedTime, timeZone: string): Read<string> {
  const reading = readMoment(typed, timeZone);
  if (reading.word === "at") return took(reading.at);
  const message = momentMessage(reading);
  return message === null ? unknown : refused(path, message);
}

function readEnd(form: SaleForm): Read<string> {
  if (form.endBy === "end") return readTime("endsAt", form.end, form.timeZone);
  const lengthMs = readLength(form.length);
  if (lengthMs === null || lengthMs <= 0) {
    return refused("endsAt", "Type how long it lasts, such as 30 min or 1 h 30 min.");
  }
  const start = readMoment(form.start, form.timeZone);
  return start.word === "at" ? took(new Date(Date.parse(start.at) + lengthMs).toISOString()) : unknown;
}

/** The rows in the order of time, as the shop keeps them. */
export function releaseOrder(form: SaleForm): readonly number[] {
  const atOf = (index: number): number => {
    const row = form.releases[index];
    const reading = row === undefined ? null : readMoment(row.at, form.timeZone);
    return reading?.word === "at" ? Date.parse(reading.at) : Number.POSITIVE_INFINITY;
  };
  return form.releases.map((_, index) => index).sort((left, right) => compare(atOf(left), atOf(right)));
}

function compare(left: number, right: number): number {
  return left === right ? 0 : left - right;
}

function readReleases(form: SaleForm): Read<SaleFields["releases"]> {
  const errors: FormError[] = [];
  const [only, second] = form.items;
  const value = releaseOrder(form).flatMap((index) => {
    const row = form.releases[index];
    if (row === undefined) return [];
    const at = readTime(`releases.${index}.at`, row.at, form.timeZone);
    const quantity = readCount(`releases.${index}.quantity`, row.quantity, 1, saleBounds.stockMax);
    const sku = second === undefined ? (only?.sku.trim() ?? "") : row.sku;
    if (sku === "") errors.push({ path: `releases.${index}.sku`, message: "Choose the item." });
    for (const read of [at, quantity]) if (!read.ok) errors.push(...read.errors);
    return at.ok && quantity.ok ? [{ at: at.value, quantity: quantity.value, sku }] : [];
  });
  if (form.releases.length > saleBounds.releasesMax) {
    errors.push({ path: "releases", message: `At most ${saleBounds.releasesMax} releases.` });
  }
  if (errors.length > 0) return { ok: false, errors };
  return value.length === form.releases.length ? took(value) : unknown;
}

function readEligibility(form: SaleForm): Read<SaleFields["eligibility"]> {
  const minLevel = readCount("eligibility.minLevel", form.minLevel, 0, saleBounds.minLevelMax);
  return minLevel.ok ? took({ minLevel: minLevel.value, inviteOnly: form.inviteOnly }) : minLevel;
}

/** Rules over several parts of a whole sale, at the controls of the form. */
export function crossErrors(sale: SaleFields, form: SaleForm): readonly FormError[] {
  return findFieldErrors(sale).map(({ path, message }) => {
    const shown = path.replace(
      /^releases\.(\d+)/,
      (_, index: string) => `releases.${releaseOrder(form)[Number(index)] ?? index}`,
    );
    return {
      path: shown,
      message: partOfPath(path) === "endsAt" ? "The end must be after the start." : sentenceOf(shown, message),
    };
  });
}

/** `must be within the sale` at `releases.0.at` becomes `Release 1, time must be within the sale.` */
export function sentenceOf(path: string, message: string): string {
  const isSentence = /^[A-Z]/.test(message);
  const text = isSentence ? message : `${nameOfPath(path)}: ${message}`;
  return /[.?]$/.test(text) ? text : `${text}.`;
}
