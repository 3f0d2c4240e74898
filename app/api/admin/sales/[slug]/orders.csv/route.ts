import { readOrderFilter } from "@/lib/http/read-admin-order";
import { respondOrdersCsv } from "@/lib/http/respond-admin-order";
import { readBom } from "@/lib/http/respond-csv";
import { logActor, respondSale } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

/** The orders of one sale; the other filters hold as well. */
export const GET = route<{ slug: string }>(
  { access: "marketer", scope: "orders:read" },
  async ({ services, request, params, actor }) => {
    const filter = readOrderFilter(request);
    if (!filter.ok) return filter.answer;
    const bom = readBom(request);
    if (!bom.ok) return bom.answer;
    const { orders, sales } = services.admin;
    if ((await sales.read(params.slug)) === null) return respondSale(null);
    const rows = await orders.exportRows({ ...filter.value, saleSlug: params.slug }, logActor(actor));
    return respondOrdersCsv(`orders-${params.slug}`, rows, bom.value);
  },
);
