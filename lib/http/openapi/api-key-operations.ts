import { apiKeySchema } from "../read-api-key";
import { apiKeyMade, apiKeys } from "./answers/api-key-answers";
import { type Operation, ok } from "./operation";

/** Keys for scripts. Only a person who is signed in may call these. */
export const apiKeyOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/admin/api-keys",
    access: "admin",
    summary: "All API keys, newest first",
    answers: { 200: ok(apiKeys, "The keys, without their secrets.") },
  },
  {
    method: "POST",
    path: "/api/admin/api-keys",
    access: "admin",
    summary: "Make an API key",
    description: "The key may what its scopes say, and never more than its owner may at the time.",
    body: { name: "NewApiKey", schema: apiKeySchema },
    answers: { 201: ok(apiKeyMade, "The key, which is shown once.") },
  },
  {
    method: "DELETE",
    path: "/api/admin/api-keys/[id]",
    access: "admin",
    summary: "Revoke an API key for good",
    answers: { 204: { description: "It is revoked, or was before." } },
    problems: ["not_found"],
  },
];
