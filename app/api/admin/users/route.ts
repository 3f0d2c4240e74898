import { readAdminUsersPage } from "@/lib/http/read-admin-user";
import { respondAdminUsers } from "@/lib/http/respond-admin-user";
import { route } from "@/lib/wiring";

export const GET = route({ access: "admin", scope: "users:read" }, async ({ services, request }) => {
  const page = readAdminUsersPage(request);
  if (!page.ok) return page.answer;
  return respondAdminUsers(await services.admin.users.list(page.value));
});
