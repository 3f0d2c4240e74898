/**
 * What an API key may be allowed to do. Making and revoking keys is none of it: a key that leaked must not be able to
 * make others.
 */
export const apiKeyScopes = [
  "sales:read",
  "sales:write",
  "orders:read",
  "orders:write",
  "uploads:write",
  "users:read",
  "users:write",
  "log:read",
  "settings:read",
  "settings:write",
] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** A key for scripts, without its secret. Whatever its scopes, it never may more than its owner may now. */
export interface ApiKey {
  readonly id: number;
  readonly name: string;
  /** How the key begins, so that its owner knows it again. */
  readonly prefix: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly owner: { readonly id: string; readonly name: string };
  readonly createdAt: string;
  /** To the minute. */
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** GET /api/admin/api-keys, newest first. */
export interface ApiKeysAnswer {
  readonly keys: readonly ApiKey[];
}

/** POST /api/admin/api-keys: the only answer that has the key itself. */
export interface ApiKeyMadeAnswer extends Pick<ApiKey, "id" | "name" | "prefix" | "scopes" | "createdAt"> {
  readonly key: string;
}
