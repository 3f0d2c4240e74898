import { readAttempt } from "@/lib/http/read-attempt";
import { respondPurchase } from "@/lib/http/respond-purchase";
import { route } from "@/lib/wiring";

/** The one place where a unit is taken: parse, decide, answer. */
export const POST = route<{ slug: string; ticket: string }>(
  { access: "account" },
  async ({ services, request, params, pass }) => {
    const input = await readAttempt(request);
    if (!input.ok) return input.answer;
    const outcome = await services.requestPurchase({
      slug: params.slug,
      ticket: params.ticket,
      accountId: pass.accountId,
      level: pass.level,
      ...input.value,
    });
    return respondPurchase(outcome);
  },
);
