import type { AdminSaleSummary, AdminSalesAnswer, SaleOrder, SalePhase, SaleStatus } from "../../domain";
import type { EditParts } from "./edit-parts";

export interface ListWish {
  readonly phase: SalePhase | null;
  /** In title or slug. */
  readonly search: string;
  /** 1 and up. */
  readonly page: number;
  /** By start when left out. */
  readonly order?: SaleOrder;
  readonly direction?: "asc" | "desc";
  /** Sales that run at some time from one moment to before another; on one page, as a calendar shows them. */
  readonly range?: { readonly fromMs: number; readonly toMs: number } | null;
}

interface Row {
  readonly slug: string;
  readonly title: string;
  readonly image: AdminSaleSummary["image"];
  readonly status: SaleStatus;
  readonly phase: SalePhase;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly timeZone: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly skus: readonly string[];
  readonly stock: number;
  readonly held: number;
  readonly sold: number;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly version: number;
  readonly updatedAt: Date;
}

const pageSize = 50;
/** More than that in a month is no calendar any more. */
const rangeMax = 500;

/** As salePhase in lib/domain/sale.ts. $1 is the clock spec, $2 the search, $3 and $4 the range. */
const foundSql = `
WITH found AS (
  SELECT s.*, CASE
      WHEN s.status IN ('draft', 'ended', 'cancelled') THEN s.status
      WHEN shop_now($1) < s.starts_at THEN 'scheduled'
      WHEN shop_now($1) >= s.ends_at THEN 'ended'
      WHEN s.status = 'paused' THEN 'paused'
      ELSE 'live'
    END AS phase
  FROM sales s
  WHERE ($2 = '' OR strpos(lower(s.title), lower($2)) > 0 OR strpos(s.slug, lower($2)) > 0)
    AND ($3::timestamptz IS NULL OR s.ends_at > $3 AND s.starts_at < $4)
)`;

const countSql = `${foundSql} SELECT phase, count(*)::int AS count FROM found GROUP BY phase`;

/** Columns of `found` and its units by which a list can be sorted. Sums of one currency stand together: yen are no cents. */
const orderColumns: Readonly<Record<SaleOrder, string>> = {
  start: "starts_at",
  title: "lower(title)",
  sold: "sold",
  revenue: "currency, sold::bigint * price_minor",
  updated: "updated_at",
};

/** $5 is the phase, $6 the offset. What is live comes first: there every second counts. */
const pageSql = (order: SaleOrder, direction: "asc" | "desc", size: number) => `${foundSql}
SELECT page.slug, page.title, page.status, page.phase, page.starts_at AS "startsAt", page.ends_at AS "endsAt",
  page.time_zone AS "timeZone", page.price_minor AS "priceMinor", page.currency, page.version,
  page.updated_at AS "updatedAt", page.owner_id AS "ownerId", account.name AS "ownerName",
  (SELECT json_build_object('url', i.url, 'alt', i.alt) FROM sale_images i WHERE i.sale_id = page.id
    ORDER BY i.position LIMIT 1) AS image,
  page.skus, page.stock, page.held, page.sold
FROM (
  SELECT found.*, units.*, row_number() OVER (
    ORDER BY phase NOT IN ('live', 'paused'), ${orderColumns[order]} ${direction}, id ${direction}) AS place
  FROM found CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(sku ORDER BY position), '{}') AS skus, coalesce(sum(total), 0)::int AS stock,
      coalesce(sum(held), 0)::int AS held, coalesce(sum(sold), 0)::int AS sold
    FROM sale_items WHERE sale_id = found.id
  ) units
  WHERE $5::text IS NULL OR phase = $5
  ORDER BY place LIMIT ${size} OFFSET $6
) page
LEFT JOIN accounts account ON account.id = page.owner_id
ORDER BY page.place`;

/** A page of all sales, drafts too, with how many there are in each phase. */
export async function listSales(parts: Pick<EditParts, "pool" | "clock">, wish: ListWish): Promise<AdminSalesAnswer> {
  const { phase, page, order = "start", range = null } = wish;
  const direction = wish.direction ?? (order === "title" ? "asc" : "desc");
  const size = range === null ? pageSize : rangeMax;
  const found = [
    parts.clock.spec(),
    wish.search,
    range === null ? null : new Date(range.fromMs),
    range === null ? null : new Date(range.toMs),
  ];
  const [counted, listed] = await Promise.all([
    parts.pool.query<{ phase: SalePhase; count: number }>(countSql, found),
    parts.pool.query<Row>(pageSql(order, direction, size), [...found, phase, (page - 1) * size]),
  ]);
  const count = (one: SalePhase) => counted.rows.find((row) => row.phase === one)?.count ?? 0;
  const all = counted.rows.reduce((sum, row) => sum + row.count, 0);
  const total = phase === null ? all : count(phase);
  return {
    sales: listed.rows.map(summaryOf),
    counts: { ...countEach(count), all },
    page,
    pages: Math.max(1, Math.ceil(total / size)),
    total,
  };
}

function countEach(count: (phase: SalePhase) => number): Record<SalePhase, number> {
  return {
    draft: count("draft"),
    scheduled: count("scheduled"),
    live: count("live"),
    paused: count("paused"),
    ended: count("ended"),
    cancelled: count("cancelled"),
  };
}

function summaryOf({ priceMinor, currency, ownerId, ownerName, ...row }: Row): AdminSaleSummary {
  return {
    ...row,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    price: { minor: priceMinor, currency },
    revenue: { minor: row.sold * priceMinor, currency },
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
  };
}
