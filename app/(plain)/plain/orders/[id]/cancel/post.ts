import { plainOrderPath } from "@/lib/domain";
import { readButtonForm, respondCancelForm } from "@/lib/http/respond-order-form";
import { formRoute } from "@/lib/wiring-forms";

/** Gives the held unit back. */
export const POST = formRoute<{ id: string }>(
  { access: "account", backTo: ({ id }) => plainOrderPath(id) },
  async ({ services, request, params, sender }) => {
    const form = await readButtonForm(request);
    if (!form.ok) return form.answer;
    const outcome = await services.orders.giveUp(params.id, sender.accountId, services.clock.spec());
    return respondCancelForm(params.id, outcome);
  },
);
