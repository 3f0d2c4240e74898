import { problemAnswer } from "@/lib/http/problem";
import { respondState } from "@/lib/http/respond-state";
import { route } from "@/lib/wiring";

export const GET = route<{ slug: string }>({ access: "public" }, ({ services, params }) => {
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined) return problemAnswer("not_found", { detail: "There is no sale at this address." });
  const counts = services.glance.counts(sale.id);
  return counts instanceof Promise
    ? counts.then((late) => respondState(sale, late, services.clock.nowMs()))
    : respondState(sale, counts, services.clock.nowMs());
});
