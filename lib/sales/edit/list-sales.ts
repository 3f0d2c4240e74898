import type { AdminSaleSummary, AdminSalesAnswer, SalePhase, SaleStatus } from "../../domain";
import type { EditParts } from "./edit-parts";

export interface ListWish {
  readonly phase: SalePhase | null;
  /** In title or slug. */
  readonly search: string;
  /** 1 and up. */
  readonly page: number;
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
  readonly stock: number;
  readonly held: number;
  readonly sold: number;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly version: number;
  readonly updatedAt: Date;
}

const pageSize = 50;

/** As salePhase in lib/domain/sale.ts. $1 is the clock spec, $2 the search. */
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
  WHERE $2 = '' OR strpos(lower(s.title), lower($2)) > 0 OR strpos(s.slug, lower($2)) > 0
)`;

const countSql = `${foundSql} SELECT phase, count(*)::int AS count FROM found GROUP BY phase`;

const pageSql = `${foundSql}
SELECT page.slug, page.title, page.status, page.phase, page.starts_at AS "startsAt", page.ends_at AS "endsAt",
  page.time_zone AS "timeZone", page.price_minor AS "priceMinor", page.currency, page.version,
  page.updated_at AS "updatedAt", page.owner_id AS "ownerId", account.name AS "ownerName",
  (SELECT json_build_object('url', i.url, 'alt', i.alt) FROM sale_images i WHERE i.sale_id = page.id
    ORDER BY i.position LIMIT 1) AS image,
  units.stock, units.held, units.sold
FROM (
  SELECT * FROM found WHERE $3::text IS NULL OR phase = $3
  ORDER BY phase NOT IN ('live', 'paused'), starts_at DESC, id DESC LIMIT ${pageSize} OFFSET $4
) page
LEFT JOIN accounts account ON account.id = page.owner_id
CROSS JOIN LATERAL (
  SELECT coalesce(sum(total), 0)::int AS stock, coalesce(sum(held), 0)::int AS held, coalesce(sum(sold), 0)::int AS sold
  FROM sale_items WHERE sale_id = page.id
) units
ORDER BY page.phase NOT IN ('live', 'paused'), page.starts_at DESC, page.id DESC`;

/** A page of all sales, drafts too, with how many there are in each phase. */
export async function listSales(parts: Pick<EditParts, "pool" | "clock">, wish: ListWish): Promise<AdminSalesAnswer> {
  const clockSpec = parts.clock.spec();
  const [counted, found] = await Promise.all([
    parts.pool.query<{ phase: SalePhase; count: number }>(countSql, [clockSpec, wish.search]),
    parts.pool.query<Row>(pageSql, [clockSpec, wish.search, wish.phase, (wish.page - 1) * pageSize]),
  ]);
  const count = (phase: SalePhase) => counted.rows.find((row) => row.phase === phase)?.count ?? 0;
  const all = counted.rows.reduce((sum, row) => sum + row.count, 0);
  const total = wish.phase === null ? all : count(wish.phase);
  return {
    sales: found.rows.map(summaryOf),
    counts: { ...countEach(count), all },
    page: wish.page,
    pages: Math.max(1, Math.ceil(total / pageSize)),
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
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
  };
}
