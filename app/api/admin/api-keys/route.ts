import { readNewApiKey } from "@/lib/http/read-api-key";
import { respondApiKeyMade, respondApiKeys } from "@/lib/http/respond-api-key";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

// Keys about keys would outlive the one that leaked: these routes want a person.

export const GET = route({ access: "admin", scope: null }, async ({ services }) =>
  respondApiKeys(await services.admin.apiKeys.list()),
);

export const POST = route({ access: "admin", scope: null }, async ({ services, request, actor }) => {
  const input = await readNewApiKey(request);
  if (!input.ok) return input.answer;
  return respondApiKeyMade(await services.admin.apiKeys.make(input.value, logActor(actor)));
});
