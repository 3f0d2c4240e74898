import { type AdmissionMode, type SaleFields, type SettingsAnswer, type WithoutGate, writeMoney } from "@/lib/domain";
import { writeLength } from "./read-length";
import { type TypedTime, writeMoment } from "./read-moment";

/** A row of a list, told apart from its neighbours whatever is typed in it or where it stands. */
interface Row {
  readonly key: string;
}

export interface PictureRow extends Row {
  /** Empty while it is on its way. */
  readonly url: string;
  readonly alt: string;
}

export interface ItemRow extends Row {
  readonly sku: string;
  readonly name: string;
  readonly stock: string;
  /** The only item of a new sale is called as the sale is, until somebody calls it otherwise. */
  readonly followsSale: boolean;
}

export interface ReleaseRow extends Row {
  readonly at: TypedTime;
  readonly quantity: string;
  readonly sku: string;
}

/** A sale as it is being typed: text where people type, also while it cannot be read. */
export interface SaleForm {
  readonly title: string;
  readonly slug: string;
  /** The slug is made from the title until somebody types one. */
  readonly slugFollowsTitle: boolean;
  readonly description: string;
  readonly images: readonly PictureRow[];
  readonly currency: string;
  readonly price: string;
  readonly regularPrice: string;
  readonly lowestPrice30d: string;
  readonly items: readonly ItemRow[];
  readonly limitPerAccount: string;
  readonly paymentMinutes: string;
  readonly lineFactor: string;
  readonly showExactStock: boolean;
  readonly withoutGate: WithoutGate;
  readonly start: TypedTime;
  readonly endBy: "end" | "length";
  readonly end: TypedTime;
  readonly length: string;
  readonly timeZone: string;
  readonly releases: readonly ReleaseRow[];
  readonly admission: AdmissionMode;
  readonly minLevel: string;
  readonly inviteOnly: boolean;
  readonly challenge: boolean;
  readonly promoted: readonly string[];
}

const itemNameMax = 80;

let lastKey = 0;

export function newKey(): string {
  lastKey += 1;
  return `row-${lastKey}`;
}

/** Where the units of a sale without items are typed. */
function firstItem(slug: string, title: string): ItemRow {
  return { key: newKey(), sku: slug, name: title.slice(0, itemNameMax), stock: "", followsSale: true };
}

function itemRow({ sku, name, stock }: SaleFields["items"][number]): ItemRow {
  return { key: newKey(), sku, name, stock: String(stock), followsSale: false };
}

/** Nothing has been typed in it: there is no such item yet. */
export function isUntouched({ followsSale, stock }: ItemRow): boolean {
  return followsSale && stock.trim() === "";
}

/** A stored sale as it would be typed. */
export function formOf(sale: SaleFields): SaleForm {
  const start = writeMoment(sale.startsAt, sale.timeZone);
  return {
    title: sale.title,
    slug: sale.slug,
    slugFollowsTitle: false,
    description: sale.description,
    images: sale.images.map((image) => ({ ...image, key: newKey() })),
    currency: sale.price.currency,
    price: writeMoney(sale.price),
    regularPrice: sale.regularPrice === null ? "" : writeMoney(sale.regularPrice),
    lowestPrice30d: sale.lowestPrice30d === null ? "" : writeMoney(sale.lowestPrice30d),
    items: sale.items.length === 0 ? [firstItem(sale.slug, sale.title)] : sale.items.map(itemRow),
    limitPerAccount: String(sale.limitPerAccount),
    paymentMinutes: String(sale.paymentWindowSeconds / 60),
    lineFactor: String(sale.lineFactor),
    showExactStock: sale.showExactStock,
    withoutGate: sale.withoutGate,
    start,
    endBy: "end",
    end: writeMoment(sale.endsAt, sale.timeZone),
    length: writeLength(Date.parse(sale.endsAt) - Date.parse(sale.startsAt)),
    timeZone: sale.timeZone,
    releases: sale.releases.map(({ at, quantity, sku }) => ({
      key: newKey(),
      at: writeMoment(at, sale.timeZone),
      quantity: String(quantity),
      sku: sku ?? "",
    })),
    admission: sale.admission,
    minLevel: String(sale.eligibility.minLevel),
    inviteOnly: sale.eligibility.inviteOnly,
    challenge: sale.challenge,
    promoted: sale.promoted,
  };
}

const dayMs = 86_400_000;

/** An empty form with what the settings say new sales begin with: tomorrow at noon, for half an hour. */
export function newForm(settings: SettingsAnswer, nowMs: number): SaleForm {
  const tomorrow = writeMoment(new Date(nowMs + dayMs).toISOString(), settings.timeZone).text.slice(0, 10);
  return {
    title: "",
    slug: "",
    slugFollowsTitle: true,
    description: "",
    images: [],
    currency: settings.currency,
    price: "",
    regularPrice: "",
    lowestPrice30d: "",
    items: [firstItem("", "")],
    limitPerAccount: String(settings.limitPerAccount),
    paymentMinutes: String(settings.paymentWindowSeconds / 60),
    lineFactor: String(settings.lineFactor),
    showExactStock: settings.showExactStock,
    withoutGate: "closed",
    start: { text: `${tomorrow} 12:00`, which: null },
    endBy: "length",
    end: { text: `${tomorrow} 12:30`, which: null },
    length: "30 min",
    timeZone: settings.timeZone,
    releases: [],
    admission: "first_come",
    minLevel: "0",
    inviteOnly: false,
    challenge: false,
    promoted: [],
  };
}

const slugCharactersMax = 64;

/** `Café "Nord" No. 5` becomes `cafe-nord-no-5`; empty where the title has no letter of a slug. */
export function slugOf(title: string): string {
  const words = title.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
  const slug = words.replaceAll(/[^a-z0-9]+/g, "-").slice(0, slugCharactersMax);
  return slug.replaceAll(/^-+|-+$/g, "");
}

/** What follows from what else was typed. */
export function followUp(form: SaleForm): SaleForm {
  const slug = form.slugFollowsTitle ? slugOf(form.title) : form.slug;
  const [first, second] = form.items;
  const items =
    first?.followsSale && second === undefined
      ? [{ ...first, sku: slug, name: form.title.slice(0, itemNameMax) }]
      : form.items;
  return { ...form, slug, items };
}
