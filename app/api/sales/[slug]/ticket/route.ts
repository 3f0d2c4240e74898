import { readTicketRequest } from "@/lib/http/read-attempt";
import { respondTicket } from "@/lib/http/respond-ticket";
import { route } from "@/lib/wiring";

export const POST = route<{ slug: string }>({ access: "account" }, async ({ services, request, params, pass }) => {
  const input = await readTicketRequest(request);
  if (!input.ok) return input.answer;
  return respondTicket(await services.giveTicket({ slug: params.slug, accountId: pass.accountId, level: pass.level }));
});
