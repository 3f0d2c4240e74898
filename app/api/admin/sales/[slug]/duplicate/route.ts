import { readDuplicate } from "@/lib/http/read-sale";
import { logActor, respondSaleMade } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const POST = route<{ slug: string }>(
  { access: "marketer", scope: "sales:write" },
  async ({ services, request, params, actor }) => {
    const input = await readDuplicate(request);
    if (!input.ok) return input.answer;
    return respondSaleMade(await services.admin.sales.duplicate(params.slug, input.value, logActor(actor)));
  },
);
