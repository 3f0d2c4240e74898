import { readRestock } from "@/lib/http/read-sale";
import { logActor, respondSaleEdit } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const POST = route<{ slug: string }>(
  { access: "marketer", scope: "sales:write" },
  async ({ services, request, params, actor }) => {
    const input = await readRestock(request);
    if (!input.ok) return input.answer;
    return respondSaleEdit(await services.admin.sales.restock(params.slug, input.value, logActor(actor)));
  },
);
