import { readRefundOrders } from "@/lib/http/read-admin-order";
import { respondRefunds } from "@/lib/http/respond-admin-order";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

/** Several at once; each is its own change. */
export const POST = route({ access: "marketer", scope: "orders:write" }, async ({ services, request, actor }) => {
  const input = await readRefundOrders(request);
  if (!input.ok) return input.answer;
  const { ids, reason } = input.value;
  return respondRefunds(await services.admin.orders.refundAll({ orderIds: ids, reason, actor: logActor(actor) }));
});
