import { plainOrderPath } from "@/lib/domain";
import { readButtonForm, respondExtendForm } from "@/lib/http/respond-order-form";
import { formRoute } from "@/lib/wiring-forms";

/** Two more minutes to pay. */
export const POST = formRoute<{ id: string }>(
  { access: "account", backTo: ({ id }, locale) => plainOrderPath(id, { page: "pay" }, locale) },
  async ({ services, request, params, sender, locale }) => {
    const form = await readButtonForm(request);
    if (!form.ok) return form.answer;
    const outcome = await services.orders.extend(params.id, sender.accountId, services.clock.spec());
    return respondExtendForm({ orderId: params.id, locale }, outcome);
  },
);
