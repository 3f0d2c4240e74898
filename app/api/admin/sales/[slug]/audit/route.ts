import { respondSaleAudit } from "@/lib/http/respond-sale-audit";
import { route } from "@/lib/wiring";

export const GET = route<{ slug: string }>({ access: "marketer", scope: "sales:read" }, async ({ services, params }) =>
  respondSaleAudit(await services.admin.audit(params.slug)),
);
