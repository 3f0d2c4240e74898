import { readSettingsChange } from "@/lib/http/read-settings";
import { logActor } from "@/lib/http/respond-sale-editing";
import { respondSettings, respondSettingsChange } from "@/lib/http/respond-settings";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "settings:read" }, async ({ services }) =>
  respondSettings(await services.admin.settings.read()),
);

export const PATCH = route({ access: "admin", scope: "settings:write" }, async ({ services, request, actor }) => {
  const input = await readSettingsChange(request);
  if (!input.ok) return input.answer;
  const { change, version } = input.value;
  return respondSettingsChange(await services.admin.settings.change(change, version, logActor(actor)));
});
