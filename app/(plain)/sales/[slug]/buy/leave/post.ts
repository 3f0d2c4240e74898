import { buyPath } from "@/lib/domain";
import { readLeaveForm } from "@/lib/http/read-buy-form";
import { respondLeaveForm } from "@/lib/http/respond-buy-form";
import { formRoute } from "@/lib/wiring-forms";

/** Leaves the line, or gives a reserved unit back. */
export const POST = formRoute<{ slug: string }>(
  { access: "account", backTo: ({ slug }, locale) => buyPath(slug, {}, locale) },
  async ({ services, request, params, sender, locale }) => {
    const form = await readLeaveForm(request);
    if (!form.ok) return form.answer;
    return respondLeaveForm({ ...params, locale }, await services.giveUpAttempt(form.value.attempt, sender.accountId));
  },
);
