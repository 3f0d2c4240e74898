import { authorizeKey } from "./authorize-key";
import { listKeys } from "./list-keys";
import { type KeyParts, makeKey } from "./make-key";
import type { ApiKeys } from "./ports";
import { revokeKey } from "./revoke-key";

export function createApiKeys(parts: KeyParts): ApiKeys {
  return {
    authorize: (key, demand) => authorizeKey(parts.pool, key, demand),
    list: () => listKeys(parts.pool),
    make: (wish, actor) => makeKey(parts, wish, actor),
    revoke: (id, actor) => revokeKey(parts, id, actor),
  };
}
