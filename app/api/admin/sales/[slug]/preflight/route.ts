import { respondPreflight } from "@/lib/http/respond-preflight";
import { route } from "@/lib/wiring";

/** Everything that should be well before the sale opens; `?check=` asks for one line again. */
export const GET = route<{ slug: string }>(
  { access: "marketer", scope: "sales:read" },
  async ({ services, request, params }) =>
    respondPreflight(await services.admin.preflight(params.slug, request.searchParams.get("check"))),
);
