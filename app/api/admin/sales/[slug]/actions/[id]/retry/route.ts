import { readNothing } from "@/lib/http/read-order";
import { isActionId, respondRetry } from "@/lib/http/respond-sale-actions";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

/** Makes the worker try it at once. */
export const POST = route<{ slug: string; id: string }>(
  { access: "marketer", scope: "sales:write" },
  async ({ services, request, params, actor }) => {
    const input = await readNothing(request);
    if (!input.ok) return input.answer;
    if (!isActionId(params.id)) return respondRetry({ word: "not_found" });
    return respondRetry(await services.admin.actions.retry(params.slug, params.id, logActor(actor)));
  },
);
