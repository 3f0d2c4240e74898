import { respondOrder } from "@/lib/http/respond-order";
import { route } from "@/lib/wiring";

export const GET = route<{ id: string }>({ access: "account" }, async ({ services, params, pass }) =>
  respondOrder(await services.orders.findForAccount(params.id, pass.accountId)),
);
