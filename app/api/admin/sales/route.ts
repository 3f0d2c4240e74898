import { readNewSale, readSalesPage } from "@/lib/http/read-sale";
import { logActor, respondSaleMade, respondSales } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "sales:read" }, async ({ services, request }) => {
  const page = readSalesPage(request);
  if (!page.ok) return page.answer;
  return respondSales(await services.admin.sales.list(page.value));
});

/** A new draft. */
export const POST = route({ access: "marketer", scope: "sales:write" }, async ({ services, request, actor }) => {
  const input = await readNewSale(request, await services.admin.settings.read());
  if (!input.ok) return input.answer;
  return respondSaleMade(await services.admin.sales.create(input.value, logActor(actor)));
});
