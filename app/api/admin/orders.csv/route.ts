import { readOrderFilter } from "@/lib/http/read-admin-order";
import { respondOrdersCsv } from "@/lib/http/respond-admin-order";
import { readBom } from "@/lib/http/respond-csv";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "orders:read" }, async ({ services, request, actor }) => {
  const filter = readOrderFilter(request);
  if (!filter.ok) return filter.answer;
  const bom = readBom(request);
  if (!bom.ok) return bom.answer;
  return respondOrdersCsv("orders", await services.admin.orders.exportRows(filter.value, logActor(actor)), bom.value);
});
