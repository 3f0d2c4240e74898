import { respondActions } from "@/lib/http/respond-sale-actions";
import { route } from "@/lib/wiring";

export const GET = route<{ slug: string }>({ access: "marketer", scope: "sales:read" }, async ({ services, params }) =>
  respondActions(await services.admin.actions.list(params.slug)),
);
