import { respondCalendar } from "@/lib/http/respond-calendar";
import { route } from "@/lib/wiring";

/** The sale for one's own calendar; loading it again after a change moves or cancels the entry. */
export const GET = route<{ slug: string }>({ access: "public" }, ({ services, params }) =>
  respondCalendar(services.board.bySlug(params.slug), services.clock.nowMs(), services.appOrigin),
);
