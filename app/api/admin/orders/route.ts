import { readAdminOrdersPage } from "@/lib/http/read-admin-order";
import { respondAdminOrders } from "@/lib/http/respond-admin-order";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "orders:read" }, async ({ services, request }) => {
  const page = readAdminOrdersPage(request);
  if (!page.ok) return page.answer;
  return respondAdminOrders(await services.admin.orders.list(page.value));
});
