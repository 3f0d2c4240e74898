import { readSaleChange } from "@/lib/http/read-sale";
import { logActor, respondSale, respondSaleEdit } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const GET = route<{ slug: string }>({ access: "marketer", scope: "sales:read" }, async ({ services, params }) =>
  respondSale(await services.admin.sales.read(params.slug)),
);

export const PATCH = route<{ slug: string }>(
  { access: "marketer", scope: "sales:write" },
  async ({ services, request, params, actor }) => {
    const input = await readSaleChange(request);
    if (!input.ok) return input.answer;
    const wish = { slug: params.slug, ...input.value };
    return respondSaleEdit(await services.admin.sales.change(wish, logActor(actor)));
  },
);
