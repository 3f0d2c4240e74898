import { readStoreReason } from "@/lib/http/read-admin-order";
import { respondOrderVerb } from "@/lib/http/respond-admin-order";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const POST = route<{ id: string }>(
  { access: "marketer", scope: "orders:write" },
  async ({ services, request, params, actor }) => {
    const input = await readStoreReason(request);
    if (!input.ok) return input.answer;
    const { orders } = services.admin;
    const wish = { orderId: params.id, reason: input.value.reason, actor: logActor(actor) };
    return respondOrderVerb(await orders.refund(wish), () => orders.read(params.id));
  },
);
