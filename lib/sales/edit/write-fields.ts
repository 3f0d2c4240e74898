import { releasedItem, type SaleFields } from "../../domain";
import type { TransactionClient } from "../../platform/postgres";

const columns = `slug, title, description, starts_at, ends_at, time_zone, price_minor, regular_price_minor,
  lowest_price_30d_minor, currency, limit_per_account, payment_window_seconds, line_factor, admission, min_level,
  invite_only, challenge, show_exact_stock, promoted, without_gate`;

function valuesOf(fields: SaleFields): readonly unknown[] {
  return [
    fields.slug,
    fields.title,
    fields.description,
    fields.startsAt,
    fields.endsAt,
    fields.timeZone,
    fields.price.minor,
    fields.regularPrice?.minor ?? null,
    fields.lowestPrice30d?.minor ?? null,
    fields.price.currency,
    fields.limitPerAccount,
    fields.paymentWindowSeconds,
    fields.lineFactor,
    fields.admission,
    fields.eligibility.minLevel,
    fields.eligibility.inviteOnly,
    fields.challenge,
    fields.showExactStock,
    fields.promoted,
    fields.withoutGate,
  ];
}

/** A new draft with everything in it. Null when the slug is taken. */
export async function insertDraft(
  client: TransactionClient,
  fields: SaleFields,
  ownerId: string,
): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO sales (${columns}, status, owner_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, 'draft', $21)
     ON CONFLICT (slug) DO NOTHING RETURNING id`,
    [...valuesOf(fields), ownerId],
  );
  const saleId = rows[0]?.id;
  if (saleId === undefined) return null;
  await insertItems(client, saleId, fields);
  await insertReleases(client, saleId, fields);
  await insertImages(client, saleId, fields);
  return saleId;
}

export interface WriteOptions {
  /** The units are in the ledger: items keep their rows, and their stock is moved by adjust-stock alone. */
  readonly stockOpened: boolean;
}

/** Writes changed fields and raises the version. The caller has locked the sale and checked what may change. */
export async function updateFields(
  client: TransactionClient,
  saleId: number,
  before: SaleFields,
  after: SaleFields,
  { stockOpened }: WriteOptions,
): Promise<void> {
  await client.query(
    `UPDATE sales SET (${columns}, version, updated_at) =
       ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, version + 1, now())
     WHERE id = $1`,
    [saleId, ...valuesOf(after)],
  );
  if (stockOpened) {
    await renameItems(client, saleId, after);
  } else if (isOther(before.items, after.items) || isOther(before.releases, after.releases)) {
    await client.query("DELETE FROM releases WHERE sale_id = $1", [saleId]);
    await client.query("DELETE FROM sale_items WHERE sale_id = $1", [saleId]);
    await insertItems(client, saleId, after);
    await insertReleases(client, saleId, after);
  }
  if (isOther(before.images, after.images)) {
    await client.query("DELETE FROM sale_images WHERE sale_id = $1", [saleId]);
    await insertImages(client, saleId, after);
  }
}

function isOther(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) !== JSON.stringify(right);
}

async function insertItems(client: TransactionClient, saleId: number, { items }: SaleFields): Promise<void> {
  await client.query(
    `INSERT INTO sale_items (sale_id, position, sku, name, total)
     SELECT $1, position - 1, sku, name, stock
     FROM unnest($2::text[], $3::text[], $4::int[]) WITH ORDINALITY AS item (sku, name, stock, position) ORDER BY position`,
    [saleId, items.map((item) => item.sku), items.map((item) => item.name), items.map((item) => item.stock)],
  );
}

async function renameItems(client: TransactionClient, saleId: number, { items }: SaleFields): Promise<void> {
  await client.query(
    `UPDATE sale_items item SET name = wanted.name
     FROM unnest($2::text[], $3::text[]) AS wanted (sku, name)
     WHERE item.sale_id = $1 AND item.sku = wanted.sku AND item.name <> wanted.name`,
    [saleId, items.map((item) => item.sku), items.map((item) => item.name)],
  );
}

async function insertReleases(client: TransactionClient, saleId: number, fields: SaleFields): Promise<void> {
  const { releases } = fields;
  await client.query(
    `INSERT INTO releases (sale_id, item_id, at, quantity)
     SELECT $1, item.id, wanted.at, wanted.quantity
     FROM unnest($2::text[], $3::timestamptz[], $4::int[]) WITH ORDINALITY AS wanted (sku, at, quantity, place)
     JOIN sale_items item ON item.sale_id = $1 AND item.sku = wanted.sku ORDER BY place`,
    [
      saleId,
      releases.map((release) => releasedItem(fields, release.sku)?.sku ?? null),
      releases.map((release) => release.at),
      releases.map((release) => release.quantity),
    ],
  );
}

async function insertImages(client: TransactionClient, saleId: number, { images }: SaleFields): Promise<void> {
  await client.query(
    `INSERT INTO sale_images (sale_id, position, url, alt)
     SELECT $1, position - 1, url, alt
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS image (url, alt, position)`,
    [saleId, images.map((image) => image.url), images.map((image) => image.alt)],
  );
}
