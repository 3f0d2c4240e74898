import { readKeyId } from "@/lib/http/read-api-key";
import { respondApiKeyRevoked } from "@/lib/http/respond-api-key";
import { logActor } from "@/lib/http/respond-sale-editing";
import { route } from "@/lib/wiring";

/** Revokes it for good. */
export const DELETE = route<{ id: string }>({ access: "admin", scope: null }, async ({ services, params, actor }) => {
  const id = readKeyId(params.id);
  if (id === null) return respondApiKeyRevoked({ word: "not_found" });
  return respondApiKeyRevoked(await services.admin.apiKeys.revoke(id, logActor(actor)));
});
