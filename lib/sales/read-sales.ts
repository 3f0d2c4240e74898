import type { Pool } from "pg";
import type { AdmissionMode, EndedReason, Money, SaleItem, SaleRelease, SaleSnapshot, SaleStatus } from "../domain";

/** A sale as its row and its children come out of PostgreSQL. */
interface SaleRow {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly status: SaleStatus;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly endedReason: EndedReason | null;
  readonly endedAtMs: number | null;
  readonly pausedAtMs: number | null;
  readonly cancelReason: string | null;
  readonly version: number;
  readonly epoch: number;
  readonly timeZone: string;
  readonly currency: string;
  readonly priceMinor: number;
  readonly regularPriceMinor: number | null;
  readonly lowestPrice30dMinor: number | null;
  readonly limitPerAccount: number;
  readonly paymentWindowSeconds: number;
  readonly lineFactor: number;
  readonly admission: AdmissionMode;
  readonly minLevel: number;
  readonly inviteOnly: boolean;
  readonly challenge: boolean;
  readonly showExactStock: boolean;
  readonly promoted: readonly string[];
  readonly items: readonly SaleItem[];
  readonly releases: readonly SaleRelease[];
  readonly images: readonly { readonly url: string; readonly alt: string }[];
}

/** A sale with what only its page shows. */
export interface SaleRecord {
  readonly snapshot: SaleSnapshot;
  readonly description: string;
  readonly cancelReason: string | null;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly promoted: readonly string[];
}

const epochMs = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** One round trip for sales with all their children; `where` is SQL over `s` with `$n` parameters. */
const selectSales = (where: string) => `
  SELECT s.id, s.slug, s.title, s.description, s.status,
    ${epochMs("s.starts_at")} AS "startsAtMs", ${epochMs("s.ends_at")} AS "endsAtMs",
    s.ended_reason AS "endedReason", ${epochMs("s.ended_at")} AS "endedAtMs", ${epochMs("s.paused_at")} AS "pausedAtMs",
    s.cancel_reason AS "cancelReason", s.version, s.epoch, s.time_zone AS "timeZone", s.currency,
    s.price_minor AS "priceMinor", s.regular_price_minor AS "regularPriceMinor",
    s.lowest_price_30d_minor AS "lowestPrice30dMinor", s.limit_per_account AS "limitPerAccount",
    s.payment_window_seconds AS "paymentWindowSeconds", s.line_factor AS "lineFactor", s.admission,
    s.min_level AS "minLevel", s.invite_only AS "inviteOnly", s.challenge, s.show_exact_stock AS "showExactStock",
    coalesce(s.promoted, '{}') AS promoted,
    (SELECT coalesce(json_agg(json_build_object('id', i.id, 'sku', i.sku, 'name', i.name, 'stock', i.total)
       ORDER BY i.position), '[]') FROM sale_items i WHERE i.sale_id = s.id) AS items,
    (SELECT coalesce(json_agg(json_build_object('id', r.id, 'itemId', r.item_id,
       'atMs', ${epochMs("r.at")}, 'quantity', r.quantity) ORDER BY r.at), '[]')
       FROM releases r WHERE r.sale_id = s.id) AS releases,
    (SELECT coalesce(json_agg(json_build_object('url', p.url, 'alt', p.alt) ORDER BY p.position), '[]')
       FROM sale_images p WHERE p.sale_id = s.id) AS images
  FROM sales s WHERE ${where}`;

export async function readSaleBySlug(pool: Pool, slug: string): Promise<SaleRecord | null> {
  const { rows } = await pool.query<SaleRow>(selectSales("s.slug = $1 AND s.status <> 'draft'"), [slug]);
  return rows[0] === undefined ? null : recordOf(rows[0]);
}

/** Everything a shopper may meet: not drafts, and ended sales for the given number of days. */
export async function readPublicSales(pool: Pool, endedSinceMs: number): Promise<readonly SaleRecord[]> {
  const { rows } = await pool.query<SaleRow>(
    selectSales("s.status <> 'draft' AND s.ends_at > to_timestamp($1 / 1000.0)"),
    [endedSinceMs],
  );
  return rows.map(recordOf);
}

function recordOf(row: SaleRow): SaleRecord {
  const money = (minor: number): Money => ({ minor, currency: row.currency });
  const {
    description,
    cancelReason,
    images,
    promoted,
    priceMinor,
    regularPriceMinor,
    lowestPrice30dMinor,
    currency,
    ...rest
  } = row;
  const [image] = images;
  return {
    snapshot: {
      ...rest,
      price: money(priceMinor),
      regularPrice: regularPriceMinor === null ? null : { minor: regularPriceMinor, currency },
      lowestPrice30d: lowestPrice30dMinor === null ? null : { minor: lowestPrice30dMinor, currency },
      imageUrl: image?.url ?? null,
      imageAlt: image?.alt ?? row.title,
    },
    description,
    cancelReason,
    images,
    promoted,
  };
}

/** The slug of any sale, also of one long gone from the board. */
export async function saleSlugOf(pool: Pool, saleId: number): Promise<string | null> {
  const { rows } = await pool.query<{ slug: string }>("SELECT slug FROM sales WHERE id = $1", [saleId]);
  return rows[0]?.slug ?? null;
}

export async function isInvited(pool: Pool, saleId: number, accountId: string): Promise<boolean> {
  const { rowCount } = await pool.query("SELECT 1 FROM sale_invites WHERE sale_id = $1 AND account_id = $2", [
    saleId,
    accountId,
  ]);
  return rowCount === 1;
}
