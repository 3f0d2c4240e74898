import { plainOrderPath } from "@/lib/domain";
import { readPayForm, respondPayForm } from "@/lib/http/respond-order-form";
import { formRoute } from "@/lib/wiring-forms";

export const POST = formRoute<{ id: string }>(
  { access: "account", backTo: ({ id }) => plainOrderPath(id, { page: "pay" }) },
  async ({ services, request, params, sender }) => {
    const form = await readPayForm(request);
    if (!form.ok) return form.answer;
    const { accountId } = sender;
    const outcome = await services.payments.pay({ orderId: params.id, accountId, method: "card", ...form.value });
    return respondPayForm(params.id, outcome);
  },
);
