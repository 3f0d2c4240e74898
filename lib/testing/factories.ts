import { randomBytes } from "node:crypto";
import { type AdmissionMode, composeAttemptId, type Role, type SaleStatus, type WithoutGate } from "../domain";
import { openStock } from "../orders/ledger";
import type { BookingRequest } from "../orders/ports";
import type { ShopPool, TransactionClient } from "../platform/postgres";

// Accounts and sales straight into PostgreSQL, for demo data, tests and benchmarks. Whatever is left out gets a
// believable value that collides with nothing.

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** 16 characters of [0-9A-Za-z], as every account's id. */
export function makeAccountId(): string {
  return Array.from(randomBytes(16), (byte) => alphabet[byte % alphabet.length]).join("");
}

export interface AccountWish {
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
  readonly role?: Role;
  readonly level?: number;
  /** A hash in the form of the sign-in library; without it the account cannot sign in by password. */
  readonly passwordHash?: string;
}

export interface MadeAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly level: number;
}

/** Makes accounts in one round trip. An e-mail address that exists already fails the whole call. */
export async function createAccounts(
  pool: ShopPool,
  wishes: readonly AccountWish[] | number,
): Promise<readonly MadeAccount[]> {
  const list = typeof wishes === "number" ? Array.from({ length: wishes }, () => ({})) : wishes;
  const made = list.map((wish: AccountWish) => {
    const id = wish.id ?? makeAccountId();
    return {
      id,
      name: wish.name ?? `Shopper ${id.slice(0, 6)}`,
      email: (wish.email ?? `${id}@example.com`).toLowerCase(),
      role: wish.role ?? "shopper",
      level: wish.level ?? 0,
    };
  });
  const hashes = list.map((wish: AccountWish) => wish.passwordHash ?? null);
  await pool.query(createAccountsSql, [
    made.map((account) => account.id),
    made.map((account) => account.name),
    made.map((account) => account.email),
    made.map((account) => account.role),
    made.map((account) => account.level),
    hashes,
  ]);
  return made;
}

const createAccountsSql = `
WITH wish AS (
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[])
    AS wish (id, name, email, role, level, hash)
), account AS (
  INSERT INTO accounts (id, name, email, email_verified, role, level)
  SELECT id, name, email, true, role, level FROM wish
)
INSERT INTO credentials (id, account_id, provider_id, provider_account_id, password)
SELECT 'c' || id, id, 'credential', id, hash FROM wish WHERE hash IS NOT NULL`;

export async function createAccount(pool: ShopPool, wish: AccountWish = {}): Promise<MadeAccount> {
  const [account] = await createAccounts(pool, [wish]);
  if (account === undefined) throw new Error("no account was made");
  return account;
}

export interface SaleWish {
  readonly slug?: string;
  readonly title?: string;
  readonly description?: string;
  /** Anything but `draft` also opens the stock. */
  readonly status?: SaleStatus;
  readonly startsAtMs?: number;
  readonly endsAtMs?: number;
  readonly timeZone?: string;
  readonly priceMinor?: number;
  readonly regularPriceMinor?: number | null;
  readonly lowestPrice30dMinor?: number | null;
  readonly currency?: string;
  readonly limitPerAccount?: number;
  readonly paymentWindowSeconds?: number;
  readonly lineFactor?: number;
  readonly admission?: AdmissionMode;
  readonly minLevel?: number;
  readonly showExactStock?: boolean;
  readonly withoutGate?: WithoutGate;
  readonly promoted?: readonly string[];
  readonly demo?: boolean;
  readonly items?: readonly { readonly sku: string; readonly name: string; readonly stock: number }[];
  /** Short for one item with this stock. */
  readonly stock?: number;
  /** Slices that open later; `item` is the index of the item, 0 by default. */
  readonly releases?: readonly { readonly atMs: number; readonly quantity: number; readonly item?: number }[];
  readonly images?: readonly { readonly url: string; readonly alt: string }[];
  readonly endedReason?: "time" | "sold_out" | "stopped";
  readonly cancelReason?: string;
}

export interface MadeSale {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  /** In the order of the wish. */
  readonly itemIds: readonly number[];
  /** The only or first item. */
  readonly itemId: number;
}

const hourMs = 3_600_000;

/** Makes a sale that is published and live now, with ten units of one item, unless the wish says otherwise. */
export async function createSale(pool: ShopPool, wish: SaleWish = {}): Promise<MadeSale> {
  const mark = randomBytes(4).toString("hex");
  const slug = wish.slug ?? `sale-${mark}`;
  const title = wish.title ?? `Sale ${mark}`;
  return pool.transaction(async (client) => {
    const id = await insertSale(client, slug, title, wish);
    const itemIds = await insertItems(client, id, wish);
    await insertReleases(client, id, itemIds, wish.releases ?? []);
    await insertImages(client, id, wish.images ?? []);
    if (wish.status !== "draft") await openStock(client, id, "+0");
    return { id, slug, title, itemIds, itemId: itemIds[0] ?? 0 };
  });
}

async function insertSale(client: TransactionClient, slug: string, title: string, wish: SaleWish): Promise<number> {
  const status = wish.status ?? "published";
  const startsAtMs = wish.startsAtMs ?? Date.now() - hourMs;
  const endsAtMs = wish.endsAtMs ?? Math.max(startsAtMs, Date.now()) + hourMs;
  const { rows } = await client.query<{ id: number }>(createSaleSql, [
    slug,
    title,
    wish.description ?? "",
    status,
    new Date(startsAtMs),
    new Date(endsAtMs),
    wish.timeZone ?? "UTC",
    wish.priceMinor ?? 7_900,
    wish.regularPriceMinor ?? null,
    wish.lowestPrice30dMinor ?? null,
    wish.currency ?? "EUR",
    wish.limitPerAccount ?? 1,
    wish.paymentWindowSeconds ?? 600,
    wish.lineFactor ?? 3,
    wish.admission ?? "first_come",
    wish.minLevel ?? 0,
    wish.showExactStock ?? false,
    wish.promoted ?? [],
    wish.demo ?? false,
    wish.endedReason ?? null,
    status === "ended" ? new Date(endsAtMs) : null,
    status === "paused" ? new Date() : null,
    wish.cancelReason ?? null,
    wish.withoutGate ?? "closed",
  ]);
  if (rows[0] === undefined) throw new Error(`no sale ${slug} was made`);
  return rows[0].id;
}

const createSaleSql = `
INSERT INTO sales (slug, title, description, status, starts_at, ends_at, time_zone, price_minor, regular_price_minor,
  lowest_price_30d_minor, currency, limit_per_account, payment_window_seconds, line_factor, admission, min_level,
  show_exact_stock, promoted, demo, ended_reason, ended_at, paused_at, cancel_reason, without_gate)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
RETURNING id`;

/** In the order of the wish. */
async function insertItems(client: TransactionClient, saleId: number, wish: SaleWish): Promise<readonly number[]> {
  const items = wish.items ?? [{ sku: "only", name: "One size", stock: wish.stock ?? 10 }];
  const { rows } = await client.query<{ id: number }>(createItemsSql, [
    saleId,
    items.map((item) => item.sku),
    items.map((item) => item.name),
    items.map((item) => item.stock),
  ]);
  return rows.map((row) => row.id);
}

const createItemsSql = `
INSERT INTO sale_items (sale_id, position, sku, name, total)
SELECT $1, position - 1, sku, name, stock
FROM unnest($2::text[], $3::text[], $4::int[]) WITH ORDINALITY AS item (sku, name, stock, position)
ORDER BY position
RETURNING id`;

async function insertReleases(
  client: TransactionClient,
  saleId: number,
  itemIds: readonly number[],
  releases: NonNullable<SaleWish["releases"]>,
): Promise<void> {
  for (const release of releases) {
    await client.query("INSERT INTO releases (sale_id, item_id, at, quantity) VALUES ($1, $2, $3, $4)", [
      saleId,
      itemIds[release.item ?? 0],
      new Date(release.atMs),
      release.quantity,
    ]);
  }
}

async function insertImages(
  client: TransactionClient,
  saleId: number,
  images: NonNullable<SaleWish["images"]>,
): Promise<void> {
  for (const [position, image] of images.entries()) {
    await client.query("INSERT INTO sale_images (sale_id, position, url, alt) VALUES ($1, $2, $3, $4)", [
      saleId,
      position,
      image.url,
      image.alt,
    ]);
  }
}

/** An attempt id that no other attempt has. */
export function makeAttemptId(saleId: number): string {
  return composeAttemptId(saleId, randomBytes(17).toString("base64url").slice(0, 22));
}

/** An accepted attempt as the gate hands it over: one unit in the account's first slot, just now. */
export function makeBooking(
  sale: Pick<MadeSale, "id" | "itemId">,
  accountId: string,
  wish: Partial<BookingRequest> = {},
): BookingRequest {
  return {
    attemptId: makeAttemptId(sale.id),
    accountId,
    itemId: sale.itemId,
    quantity: 1,
    slots: 1,
    receivedAtMs: Date.now(),
    ...wish,
  };
}
