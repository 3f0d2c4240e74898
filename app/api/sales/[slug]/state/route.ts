import { problemAnswer } from "@/lib/http/problem";
import { respondState } from "@/lib/http/respond-state";
import { route } from "@/lib/wiring";

export const GET = route<{ slug: string }>({ access: "public" }, async ({ services, params }) => {
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined) return problemAnswer("not_found", { detail: "There is no sale at this address." });
  return respondState(sale, await services.glance.counts(sale.id), services.clock.nowMs());
});
