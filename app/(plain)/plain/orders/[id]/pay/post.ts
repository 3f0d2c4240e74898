import { plainOrderPath } from "@/lib/domain";
import { readPayForm, respondPayForm } from "@/lib/http/respond-order-form";
import { formRoute } from "@/lib/wiring-forms";

export const POST = formRoute<{ id: string }>(
  { access: "account", backTo: ({ id }, locale) => plainOrderPath(id, { page: "pay" }, locale) },
  async ({ services, request, params, sender, locale }) => {
    const form = await readPayForm(request);
    if (!form.ok) return form.answer;
    const { accountId } = sender;
    const outcome = await services.payments.pay({ orderId: params.id, accountId, method: "card", ...form.value });
    return respondPayForm({ orderId: params.id, locale }, outcome);
  },
);
