import { jsonAnswer } from "@/lib/http/message";
import { readJson } from "@/lib/http/read-json";
import { loadPolicySchema } from "@/lib/http/read-load-policy";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "sales:read" }, async ({ services }) =>
  jsonAnswer(200, await services.admin.loadPolicy.read()),
);

export const PATCH = route({ access: "marketer", scope: "sales:write" }, async ({ services, request, actor }) => {
  const input = await readJson(request, loadPolicySchema);
  if (!input.ok) return input.answer;
  return jsonAnswer(200, await services.admin.loadPolicy.change(input.value.buysServed, logActor(actor)));
});
