import { buyPath } from "@/lib/domain";
import { readLeaveForm } from "@/lib/http/read-buy-form";
import { respondLeaveForm } from "@/lib/http/respond-buy-form";
import { formRoute } from "@/lib/wiring-forms";

/** Leaves the line, or gives a reserved unit back. */
export const POST = formRoute<{ slug: string }>(
  { access: "account", backTo: ({ slug }) => buyPath(slug) },
  async ({ services, request, params, sender }) => {
    const form = await readLeaveForm(request);
    if (!form.ok) return form.answer;
    return respondLeaveForm(params.slug, await services.giveUpAttempt(form.value.attempt, sender.accountId));
  },
);
