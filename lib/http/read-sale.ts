import * as z from "zod";
import {
  admissionModes,
  type FieldError,
  findFieldErrors,
  isSlug,
  type SaleDefaults,
  type SaleFields,
  type SaleOrder,
  type SalePhase,
  saleBounds,
  saleOrders,
  salePhases,
  usualSettings,
  withoutGateWords,
} from "../domain";
import { count, currency, hiddenCharacters, line, timeZone, yesOrNo } from "./fields";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, readJson, refuse } from "./read-json";

/** A whole sale: a description of 10 kB, whose characters JSON may write as six each, and its lists. */
const saleBytesMax = 131_072;

/** As hiddenCharacters, but tab and line ends are allowed. */
const hiddenButLines = /(?![\t\n\r])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/u;

const slug = z
  .string({ error: "must be a text" })
  .refine(isSlug, "must be lower-case words joined by single hyphens, at most 64 characters")
  // They are words in addresses of the admin.
  .refine((text) => !["new", "import", "sample"].includes(text), "is a word the shop needs itself");

const description = z
  .string({ error: "must be a text" })
  .refine((text) => Buffer.byteLength(text) <= saleBounds.descriptionBytesMax, "must have at most 10 kB")
  .refine((text) => !hiddenButLines.test(text), "must be plain text without control characters");

/** On this site, or elsewhere over https; `//host` and `/\host` would be another site. */
const imageUrl = z
  .string({ error: "must be a text" })
  .max(500, "must have at most 500 characters")
  .regex(
    /^(\/(?![/\\])|https:\/\/[a-z0-9.-]+(:\d+)?\/)[^\s"'<>\\]*$/i,
    "must be a path on this site or an https address",
  )
  .refine((text) => !hiddenCharacters.test(text), "must have visible characters alone");

const moneyIn = <Currency extends z.ZodType<string>>(of: Currency) =>
  z.strictObject(
    { minor: count(1, saleBounds.priceMinorMax), currency: of },
    {
      error: (issue) =>
        issue.code === "invalid_type" ? 'must be money such as { "minor": 7900, "currency": "EUR" }' : undefined,
    },
  );
const money = moneyIn(currency);

const firstYearMs = Date.UTC(2000, 0, 1);
const lastYearMs = Date.UTC(2200, 0, 1);

const time = z.iso
  .datetime({ error: "must be a time in UTC such as 2026-11-27T09:00:00.000Z" })
  .refine((text) => Date.parse(text) >= firstYearMs && Date.parse(text) < lastYearMs, "must be between 2000 and 2200")
  .transform((text) => new Date(text).toISOString());

const list = <Entry extends z.ZodType>(entry: Entry, most: number) =>
  z.array(entry, { error: "must be a list" }).max(most, `must have at most ${most} entries`);

const item = z.strictObject({
  sku: z
    .string({ error: "must be a text" })
    .regex(/^[A-Za-z0-9](?:[A-Za-z0-9 ._/-]{0,62}[A-Za-z0-9._/-])?$/, "must be 1 to 64 letters, digits and . _ / -"),
  name: line(80),
  stock: count(0, saleBounds.stockMax),
});

const release = z.strictObject({
  at: time,
  quantity: count(1, saleBounds.stockMax),
  sku: z.string({ error: "must be a text" }).nullable().default(null),
});

/** Fields as a marketer sends them; every list is replaced as a whole. */
const shape = {
  slug,
  title: line(saleBounds.titleCharactersMax),
  description,
  images: list(z.strictObject({ url: imageUrl, alt: line(300) }), saleBounds.imagesMax),
  items: list(item, saleBounds.itemsMax),
  price: money,
  regularPrice: money.nullable(),
  lowestPrice30d: money.nullable(),
  startsAt: time,
  endsAt: time,
  timeZone,
  limitPerAccount: count(1, saleBounds.limitPerAccountMax),
  paymentWindowSeconds: count(saleBounds.paymentWindowSecondsMin, saleBounds.paymentWindowSecondsMax),
  releases: list(release, saleBounds.releasesMax),
  lineFactor: count(1, saleBounds.lineFactorMax),
  admission: z.enum(admissionModes, { error: `must be one of ${admissionModes.join(", ")}` }),
  eligibility: z
    .strictObject({
      minLevel: count(0, saleBounds.minLevelMax).default(0),
      inviteOnly: yesOrNo.default(false),
    })
    .default({ minLevel: 0, inviteOnly: false }),
  challenge: yesOrNo,
  showExactStock: yesOrNo,
  withoutGate: z.enum(withoutGateWords, { error: `must be one of ${withoutGateWords.join(", ")}` }),
  promoted: list(slug, saleBounds.promotedMax),
};

/** A new sale: what is left out is as the store's settings say, or else as usual. */
export function newSaleSchemaFor(settings: SaleDefaults) {
  const usualMoney = moneyIn(currency.default(settings.currency));
  return z.strictObject({
    ...shape,
    description: shape.description.default(""),
    images: shape.images.default([]),
    items: shape.items.default([]),
    price: usualMoney,
    regularPrice: usualMoney.nullable().default(null),
    lowestPrice30d: usualMoney.nullable().default(null),
    timeZone: shape.timeZone.default(settings.timeZone),
    limitPerAccount: shape.limitPerAccount.default(settings.limitPerAccount),
    paymentWindowSeconds: shape.paymentWindowSeconds.default(settings.paymentWindowSeconds),
    releases: shape.releases.default([]),
    lineFactor: shape.lineFactor.default(settings.lineFactor),
    admission: shape.admission.default("first_come"),
    challenge: shape.challenge.default(false),
    showExactStock: shape.showExactStock.default(settings.showExactStock),
    withoutGate: shape.withoutGate.default("closed"),
    promoted: shape.promoted.default([]),
  });
}

export type NewSaleSchema = ReturnType<typeof newSaleSchemaFor>;

/** As it is in a store whose settings nobody has changed. */
export const newSaleSchema = newSaleSchemaFor(usualSettings);

/** A change: only what is to change. */
export const saleChangeSchema = z
  .strictObject({
    ...shape,
    // Without the default, which would put a rule back that nobody named.
    eligibility: shape.eligibility.unwrap(),
  })
  .partial();

export type SaleChange = { readonly [Field in keyof SaleFields]?: SaleFields[Field] | undefined };

export async function readNewSale(request: HttpRequest, settings: SaleDefaults): Promise<Read<SaleFields>> {
  const body = await readJson(request, newSaleSchemaFor(settings), saleBytesMax);
  if (!body.ok) return body;
  const errors = findFieldErrors(body.value);
  return errors.length === 0 ? body : refuse(invalidRequest(errors));
}

/** The change and, from If-Match, the version it was made from. */
export async function readSaleChange(
  request: HttpRequest,
): Promise<Read<{ readonly change: SaleChange; readonly version: number }>> {
  const body = await readJson(request, saleChangeSchema, saleBytesMax);
  if (!body.ok) return body;
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(request.header("if-match")?.trim() ?? "") ?? [];
  if (digits === undefined) {
    const message = 'is a required header: the ETag of the sale you read, such as "3"';
    return refuse(invalidRequest([{ path: "If-Match", message }]));
  }
  return { ok: true, value: { change: body.value, version: Number(digits) } };
}

export const duplicateSchema = z.strictObject({
  slug: slug.optional(),
  title: shape.title.optional(),
  startsAt: time.optional(),
});

export function readDuplicate(request: HttpRequest): Promise<Read<z.infer<typeof duplicateSchema>>> {
  return readJson(request, duplicateSchema);
}

/** Without a reason shoppers read only that it is paused. */
export const pauseSchema = z.strictObject({ reason: line(300).optional() });

export function readPause(request: HttpRequest): Promise<Read<z.infer<typeof pauseSchema>>> {
  return readJson(request, pauseSchema);
}

const minutesMax = 30 * 24 * 60;
export const extensionSchema = z
  .strictObject({ endsAt: time.optional(), minutes: count(1, minutesMax).optional(), reason: line(300).optional() })
  .refine(
    ({ endsAt, minutes }) => (endsAt === undefined) !== (minutes === undefined),
    "needs either endsAt or minutes",
  );

export function readExtension(request: HttpRequest): Promise<Read<z.infer<typeof extensionSchema>>> {
  return readJson(request, extensionSchema);
}

export const cancellationSchema = z.strictObject({ reason: line(300) });

export function readCancellation(request: HttpRequest): Promise<Read<z.infer<typeof cancellationSchema>>> {
  return readJson(request, cancellationSchema);
}

export const restockSchema = z
  .strictObject({
    itemId: z.int({ error: "must be a whole number" }).positive("must be an item's number").optional(),
    sku: item.shape.sku.optional(),
    delta: count(-saleBounds.stockMax, saleBounds.stockMax).refine((delta) => delta !== 0, "must not be 0"),
  })
  .refine(({ itemId, sku }) => itemId === undefined || sku === undefined, "needs either itemId or sku, not both");

export interface RestockInput {
  readonly itemId: number | null;
  readonly sku: string | null;
  readonly delta: number;
  readonly key: string;
}

const restockKeyPattern = /^[A-Za-z0-9_-]{8,64}$/;

/** Which item by how much, with a key so that the same restock never counts twice. */
export async function readRestock(request: HttpRequest): Promise<Read<RestockInput>> {
  const body = await readJson(request, restockSchema);
  if (!body.ok) return body;
  const key = request.header("idempotency-key");
  if (key === null || !restockKeyPattern.test(key)) {
    const message = "is a required header of 8 to 64 letters, digits, - and _";
    return refuse(invalidRequest([{ path: "Idempotency-Key", message }]));
  }
  const { itemId, sku, delta } = body.value;
  return { ok: true, value: { itemId: itemId ?? null, sku: sku ?? null, delta, key } };
}

export interface SalesPage {
  readonly phase: SalePhase | null;
  readonly search: string;
  readonly page: number;
  readonly order: SaleOrder;
  /** As usual for the order when it was not said. */
  readonly direction?: "asc" | "desc";
  readonly range: { readonly fromMs: number; readonly toMs: number } | null;
}

const searchCharactersMax = 100;

/** `?status=live&q=lamp&sort=sold&direction=desc&page=2`, or `?from=…&to=…` for a calendar */
export function readSalesPage({ searchParams }: HttpRequest): Read<SalesPage> {
  const status = searchParams.get("status") ?? "all";
  const phase = salePhases.find((known) => known === status);
  const page = searchParams.get("page") ?? "1";
  const search = (searchParams.get("q") ?? "").trim();
  const errors: FieldError[] = [];
  if (phase === undefined && status !== "all") {
    errors.push({ path: "status", message: `must be all or one of ${salePhases.join(", ")}` });
  }
  if (!/^[1-9]\d{0,5}$/.test(page)) errors.push({ path: "page", message: "must be a page number, 1 and up" });
  if (search.length > searchCharactersMax || hiddenCharacters.test(search)) {
    errors.push({ path: "q", message: `must be at most ${searchCharactersMax} visible characters` });
  }
  const sort = searchParams.get("sort") ?? "start";
  const order = saleOrders.find((known) => known === sort);
  if (order === undefined) errors.push({ path: "sort", message: `must be one of ${saleOrders.join(", ")}` });
  const direction = searchParams.get("direction");
  if (direction !== null && direction !== "asc" && direction !== "desc") {
    errors.push({ path: "direction", message: "must be asc or desc" });
  }
  const { range, errors: rangeErrors } = readRange(searchParams);
  errors.push(...rangeErrors);
  if (errors.length > 0) return refuse(invalidRequest(errors));
  return {
    ok: true,
    value: {
      phase: phase ?? null,
      search,
      page: Number(page),
      order: order ?? "start",
      ...(direction === "asc" || direction === "desc" ? { direction } : {}),
      range,
    },
  };
}

/** `from` and `to`, both or none. */
function readRange(
  searchParams: URLSearchParams,
): Pick<SalesPage, "range"> & { readonly errors: readonly FieldError[] } {
  const names = ["from", "to"] as const;
  if (names.every((name) => searchParams.get(name) === null)) return { range: null, errors: [] };
  const times = names.map((name) => time.safeParse(searchParams.get(name) ?? ""));
  const errors = names
    .filter((_, index) => times[index]?.success !== true)
    .map((path) => ({ path, message: "must be a time in UTC such as 2026-11-27T09:00:00.000Z" }));
  if (errors.length > 0) return { range: null, errors };
  const [fromMs = 0, toMs = 0] = times.map(({ data = "" }) => Date.parse(data));
  return fromMs < toMs
    ? { range: { fromMs, toMs }, errors }
    : { range: null, errors: [{ path: "to", message: "must be after from" }] };
}
