import { readNothing } from "@/lib/http/read-order";
import { respondOrderVerb } from "@/lib/http/respond-admin-order";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const POST = route<{ id: string }>(
  { access: "marketer", scope: "orders:write" },
  async ({ services, request, params, actor }) => {
    const input = await readNothing(request);
    if (!input.ok) return input.answer;
    const { orders } = services.admin;
    return respondOrderVerb(await orders.resendMail(params.id, logActor(actor)), () => orders.read(params.id));
  },
);
