import { problemAnswer } from "@/lib/http/problem";
import { respondAccountAttempt } from "@/lib/http/respond-attempt";
import { route } from "@/lib/wiring";

/** The account's newest attempt in this sale: what a reload, another tab or another device continues with. */
export const GET = route<{ slug: string }>({ access: "account" }, async ({ services, params, pass }) => {
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined) return problemAnswer("not_found", { detail: "There is no sale at this address." });
  return respondAccountAttempt(await services.findAccountAttempt(sale.id, pass.accountId), sale.slug);
});
