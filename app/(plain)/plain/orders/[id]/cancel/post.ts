import { plainOrderPath } from "@/lib/domain";
import { readButtonForm, respondCancelForm } from "@/lib/http/respond-order-form";
import { formRoute } from "@/lib/wiring-forms";

/** Gives the held unit back. */
export const POST = formRoute<{ id: string }>(
  { access: "account", backTo: ({ id }, locale) => plainOrderPath(id, {}, locale) },
  async ({ services, request, params, sender, locale }) => {
    const form = await readButtonForm(request);
    if (!form.ok) return form.answer;
    const outcome = await services.orders.giveUp(params.id, sender.accountId, services.clock.spec());
    return respondCancelForm({ orderId: params.id, locale }, outcome);
  },
);
