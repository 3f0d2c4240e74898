import { readPayment } from "@/lib/http/read-order";
import { respondPayment } from "@/lib/http/respond-order";
import { route } from "@/lib/wiring";

export const POST = route<{ id: string }>({ access: "account" }, async ({ services, request, params, pass }) => {
  const input = await readPayment(request);
  if (!input.ok) return input.answer;
  const outcome = await services.payments.pay({ orderId: params.id, accountId: pass.accountId, ...input.value });
  return respondPayment(outcome, await services.orders.findForAccount(params.id, pass.accountId));
});
