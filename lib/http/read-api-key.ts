import * as z from "zod";
import { apiKeyScopes } from "../domain";
import { line } from "./fields";
import type { HttpRequest } from "./message";
import { type Read, readJson } from "./read-json";

/**
 * The API key of a request, or null when it comes without one. A `Bearer` that is no key is one that nobody has: it must
 * not be taken for a request without a key. Other schemes are a proxy's affair.
 */
export function readApiKey(request: HttpRequest): string | null {
  const match = /^Bearer(?:\s+(.*))?$/i.exec(request.header("authorization")?.trim() ?? "");
  return match === null ? null : (match[1] ?? "");
}

const nameCharactersMax = 80;

export const apiKeySchema = z.strictObject({
  name: line(nameCharactersMax),
  scopes: z
    .array(z.enum(apiKeyScopes, { error: `must be one of ${apiKeyScopes.join(", ")}` }), { error: "must be a list" })
    .min(1, "must name at least one scope")
    .max(apiKeyScopes.length, "must name each scope once"),
});

export function readNewApiKey(request: HttpRequest): Promise<Read<z.infer<typeof apiKeySchema>>> {
  return readJson(request, apiKeySchema);
}

/** A number in an address; anything else is the number of no key. */
export function readKeyId(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
