import { readNothing } from "@/lib/http/read-order";
import { respondCancel } from "@/lib/http/respond-order";
import { route } from "@/lib/wiring";

export const POST = route<{ id: string }>({ access: "account" }, async ({ services, request, params, pass }) => {
  const input = await readNothing(request);
  if (!input.ok) return input.answer;
  const outcome = await services.orders.giveUp(params.id, pass.accountId, services.clock.spec());
  return respondCancel(outcome, await services.orders.findForAccount(params.id, pass.accountId));
});
