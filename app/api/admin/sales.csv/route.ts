import { readSalesPage } from "@/lib/http/read-sale";
import { readBom } from "@/lib/http/respond-csv";
import { respondSaleTable } from "@/lib/http/respond-sale-table";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "sales:read" }, ({ services, request }) => {
  const wish = readSalesPage(request);
  if (!wish.ok) return wish.answer;
  const bom = readBom(request);
  if (!bom.ok) return bom.answer;
  return respondSaleTable(services.admin.sales, wish.value, bom.value);
});
