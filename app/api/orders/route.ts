import { readOrdersPage } from "@/lib/http/read-order";
import { respondOrders } from "@/lib/http/respond-order";
import { route } from "@/lib/wiring";

export const GET = route({ access: "account" }, async ({ services, request, pass }) => {
  const page = readOrdersPage(request);
  if (!page.ok) return page.answer;
  return respondOrders(await services.orders.listForAccount(pass.accountId, page.value), page.value.max);
});
