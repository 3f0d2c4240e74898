import { respondAdminOrder } from "@/lib/http/respond-admin-order";
import { route } from "@/lib/wiring";

export const GET = route<{ id: string }>({ access: "marketer", scope: "orders:read" }, async ({ services, params }) =>
  respondAdminOrder(await services.admin.orders.read(params.id)),
);
