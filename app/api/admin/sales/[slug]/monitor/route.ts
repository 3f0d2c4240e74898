import { respondMonitor } from "@/lib/http/respond-monitor";
import { route } from "@/lib/wiring";

export const GET = route<{ slug: string }>({ access: "marketer", scope: "sales:read" }, async ({ services, params }) =>
  respondMonitor(await services.admin.monitor(params.slug)),
);
