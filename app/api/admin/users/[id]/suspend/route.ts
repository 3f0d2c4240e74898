import { readStoreReason } from "@/lib/http/read-admin-order";
import { respondUserVerb } from "@/lib/http/respond-admin-user";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const POST = route<{ id: string }>(
  { access: "admin", scope: "users:write" },
  async ({ services, request, params, actor }) => {
    const input = await readStoreReason(request);
    if (!input.ok) return input.answer;
    return respondUserVerb(await services.admin.users.suspend(params.id, input.value.reason, logActor(actor)));
  },
);
