import { readNothing } from "@/lib/http/read-order";
import { logActor, respondSaleMade } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

/** A published sale that opens in a minute. */
export const POST = route({ access: "marketer", scope: "sales:write" }, async ({ services, request, actor }) => {
  const input = await readNothing(request);
  if (!input.ok) return input.answer;
  return respondSaleMade(await services.admin.makeSample(logActor(actor)));
});
