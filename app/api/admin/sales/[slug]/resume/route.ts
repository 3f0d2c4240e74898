import { readNothing } from "@/lib/http/read-order";
import { logActor, respondSaleEdit } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const POST = route<{ slug: string }>(
  { access: "marketer", scope: "sales:write" },
  async ({ services, request, params, actor }) => {
    const input = await readNothing(request);
    if (!input.ok) return input.answer;
    return respondSaleEdit(await services.admin.sales.resume(params.slug, logActor(actor)));
  },
);
