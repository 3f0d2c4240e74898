import { readUserChange } from "@/lib/http/read-admin-user";
import { respondAdminUser, respondUserVerb } from "@/lib/http/respond-admin-user";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const GET = route<{ id: string }>({ access: "admin", scope: "users:read" }, async ({ services, params }) =>
  respondAdminUser(await services.admin.users.read(params.id)),
);

/** Another role or level. */
export const PATCH = route<{ id: string }>(
  { access: "admin", scope: "users:write" },
  async ({ services, request, params, actor }) => {
    const input = await readUserChange(request);
    if (!input.ok) return input.answer;
    return respondUserVerb(await services.admin.users.change(params.id, input.value, logActor(actor)));
  },
);
