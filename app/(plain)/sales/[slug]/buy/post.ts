import { buyPath } from "@/lib/domain";
import { readBuyForm } from "@/lib/http/read-buy-form";
import { respondBuyForm } from "@/lib/http/respond-buy-form";
import { formRoute } from "@/lib/wiring-forms";

/** The wish to buy, by a form: the same request as the API's, answered with the page to go on to. */
export const POST = formRoute<{ slug: string }>(
  { access: "account", backTo: ({ slug }, locale) => buyPath(slug, {}, locale) },
  async ({ services, request, params, sender, locale }) => {
    const form = await readBuyForm(request);
    if (!form.ok) return form.answer;
    const outcome = await services.requestPurchase({
      slug: params.slug,
      accountId: sender.accountId,
      level: sender.level,
      ...form.value,
    });
    return respondBuyForm({ ...params, locale }, form.value, outcome, services.clock.nowMs());
  },
);
