import { readTestMail } from "@/lib/http/read-settings";
import { logActor } from "@/lib/http/respond-sale-editing";
import { respondTestMail } from "@/lib/http/respond-settings";
import { route } from "@/lib/wiring";

export const POST = route({ access: "admin", scope: "settings:write" }, async ({ services, request, actor }) => {
  const input = await readTestMail(request);
  if (!input.ok) return input.answer;
  const wish = { to: input.value.to, askedBy: actor.account.name };
  const { from } = await services.admin.settings.sendTestMail(wish, logActor(actor));
  return respondTestMail({ to: wish.to, from });
});
