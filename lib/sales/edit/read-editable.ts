import {
  type AdminSaleAnswer,
  type AdmissionMode,
  type EndedReason,
  type Money,
  type SaleFields,
  type SaleStatus,
  salePhase,
  type WithoutGate,
} from "../../domain";
import type { TransactionClient } from "../../platform/postgres";

/** A sale with everything an editor needs, as of one moment. */
export interface EditableSale {
  readonly answer: AdminSaleAnswer;
  /** The shop's time in PostgreSQL at that moment. */
  readonly nowMs: number;
  /** Its units are in the ledger: it was published once. */
  readonly stockOpened: boolean;
}

interface Row {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly status: SaleStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly endedReason: EndedReason | null;
  readonly endedAt: Date | null;
  readonly pausedAt: Date | null;
  readonly cancelReason: string | null;
  readonly priceMinor: number;
  readonly regularPriceMinor: number | null;
  readonly lowestPrice30dMinor: number | null;
  readonly currency: string;
  readonly limitPerAccount: number;
  readonly paymentWindowSeconds: number;
  readonly lineFactor: number;
  readonly admission: AdmissionMode;
  readonly minLevel: number;
  readonly inviteOnly: boolean;
  readonly challenge: boolean;
  readonly showExactStock: boolean;
  readonly withoutGate: WithoutGate;
  readonly promoted: readonly string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly images: SaleFields["images"];
  readonly items: readonly {
    readonly itemId: number;
    readonly sku: string;
    readonly name: string;
    readonly stock: number;
    readonly released: number;
    readonly held: number;
    readonly sold: number;
  }[];
  readonly releases: readonly { readonly atMs: number; readonly quantity: number; readonly sku: string }[];
  readonly stockOpened: boolean;
  readonly nowMs: number;
}

const readSql = `
SELECT s.id, s.slug, s.title, s.description, s.status, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
  s.time_zone AS "timeZone", s.ended_reason AS "endedReason", s.ended_at AS "endedAt", s.paused_at AS "pausedAt",
  s.cancel_reason AS "cancelReason", s.price_minor AS "priceMinor", s.regular_price_minor AS "regularPriceMinor",
  s.lowest_price_30d_minor AS "lowestPrice30dMinor", s.currency, s.limit_per_account AS "limitPerAccount",
  s.payment_window_seconds AS "paymentWindowSeconds", s.line_factor AS "lineFactor", s.admission,
  s.min_level AS "minLevel", s.invite_only AS "inviteOnly", s.challenge, s.show_exact_stock AS "showExactStock",
  s.without_gate AS "withoutGate",
  coalesce(s.promoted, '{}') AS promoted, s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt",
  s.owner_id AS "ownerId", (SELECT a.name FROM accounts a WHERE a.id = s.owner_id) AS "ownerName",
  (SELECT coalesce(json_agg(json_build_object('url', p.url, 'alt', p.alt) ORDER BY p.position), '[]')
     FROM sale_images p WHERE p.sale_id = s.id) AS images,
  (SELECT coalesce(json_agg(json_build_object('itemId', i.id, 'sku', i.sku, 'name', i.name, 'stock', i.total,
     'released', i.released, 'held', i.held, 'sold', i.sold) ORDER BY i.position), '[]')
     FROM sale_items i WHERE i.sale_id = s.id) AS items,
  (SELECT coalesce(json_agg(json_build_object('atMs', (extract(epoch FROM r.at) * 1000)::bigint,
     'quantity', r.quantity, 'sku', i.sku) ORDER BY r.at, r.id), '[]')
     FROM releases r JOIN sale_items i ON i.id = r.item_id WHERE r.sale_id = s.id) AS releases,
  EXISTS (SELECT FROM stock_ledger l WHERE l.sale_id = s.id) AS "stockOpened",
  (extract(epoch FROM shop_now($2)) * 1000)::float8 AS "nowMs"
FROM sales s WHERE s.slug = $1`;

/**
 * Locks a sale until the transaction ends against other editors, not against bookings, and reads it. Two statements:
 * what the second reads is then as new as the lock. Null when there is no such sale.
 */
export async function lockEditable(
  client: TransactionClient,
  slug: string,
  clockSpec: string,
): Promise<EditableSale | null> {
  const { rowCount } = await client.query("SELECT id FROM sales WHERE slug = $1 FOR NO KEY UPDATE", [slug]);
  return rowCount === 0 ? null : readEditable(client, slug, clockSpec);
}

export async function readEditable(
  client: Pick<TransactionClient, "query">,
  slug: string,
  clockSpec: string,
): Promise<EditableSale | null> {
  const { rows } = await client.query<Row>(readSql, [slug, clockSpec]);
  const row = rows[0];
  return row === undefined ? null : { answer: answerOf(row), nowMs: row.nowMs, stockOpened: row.stockOpened };
}

/** For after a change: the sale is locked, so it is there. */
export async function readAgain(client: TransactionClient, slug: string, clockSpec: string): Promise<EditableSale> {
  const sale = await readEditable(client, slug, clockSpec);
  if (sale === null) throw new Error(`sale ${slug} vanished while it was being changed`);
  return sale;
}

function answerOf(row: Row): AdminSaleAnswer {
  const schedule = {
    status: row.status,
    startsAtMs: row.startsAt.getTime(),
    endsAtMs: row.endsAt.getTime(),
    endedReason: row.endedReason,
  };
  return {
    ...contentOf(row),
    id: row.id,
    status: row.status,
    phase: salePhase(schedule, row.nowMs),
    version: row.version,
    endedReason: row.endedReason,
    endedAt: row.endedAt?.toISOString() ?? null,
    pausedAt: row.pausedAt?.toISOString() ?? null,
    cancelReason: row.cancelReason,
    counts: row.items.map(({ itemId, sku, released, held, sold }) => ({ itemId, sku, released, held, sold })),
    owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? "" },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function contentOf(row: Row): SaleFields {
  const money = (minor: number): Money => ({ minor, currency: row.currency });
  return {
    slug: row.slug,
    title: row.title,
    description: row.description,
    images: row.images,
    items: row.items.map(({ sku, name, stock }) => ({ sku, name, stock })),
    price: money(row.priceMinor),
    regularPrice: row.regularPriceMinor === null ? null : money(row.regularPriceMinor),
    lowestPrice30d: row.lowestPrice30dMinor === null ? null : money(row.lowestPrice30dMinor),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    timeZone: row.timeZone,
    limitPerAccount: row.limitPerAccount,
    paymentWindowSeconds: row.paymentWindowSeconds,
    releases: row.releases.map(({ atMs, quantity, sku }) => ({ at: new Date(atMs).toISOString(), quantity, sku })),
    lineFactor: row.lineFactor,
    admission: row.admission,
    eligibility: { minLevel: row.minLevel, inviteOnly: row.inviteOnly },
    challenge: row.challenge,
    showExactStock: row.showExactStock,
    withoutGate: row.withoutGate,
    promoted: row.promoted,
  };
}

/** The part of a sale that a person writes, out of everything that is told of it. */
export function fieldsOf(sale: AdminSaleAnswer): SaleFields {
  return {
    slug: sale.slug,
    title: sale.title,
    description: sale.description,
    images: sale.images,
    items: sale.items,
    price: sale.price,
    regularPrice: sale.regularPrice,
    lowestPrice30d: sale.lowestPrice30d,
    startsAt: sale.startsAt,
    endsAt: sale.endsAt,
    timeZone: sale.timeZone,
    limitPerAccount: sale.limitPerAccount,
    paymentWindowSeconds: sale.paymentWindowSeconds,
    releases: sale.releases,
    lineFactor: sale.lineFactor,
    admission: sale.admission,
    eligibility: sale.eligibility,
    challenge: sale.challenge,
    showExactStock: sale.showExactStock,
    withoutGate: sale.withoutGate,
    promoted: sale.promoted,
  };
}
