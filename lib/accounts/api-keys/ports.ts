import type { ApiKeyMadeAnswer, ApiKeyScope, ApiKeysAnswer, Role } from "../../domain";
import type { LogActor } from "../../log/ports";
import type { SignedInAccount } from "../ports";

/** What a route asks of the key it is called with; a null scope is none a key can have. */
export interface KeyDemand {
  readonly roles: readonly Role[];
  readonly scope: ApiKeyScope | null;
}

export type KeyOutcome =
  | { readonly word: "ok"; readonly account: SignedInAccount; readonly keyName: string }
  /** No such key, a revoked one, or its owner is suspended. */
  | { readonly word: "unknown" }
  | { readonly word: "lacks_scope" }
  /** Its owner has none of the roles. */
  | { readonly word: "forbidden" };

export interface KeyWish {
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
}

export type RevokeOutcome = { readonly word: "revoked" } | { readonly word: "not_found" };

/** Keys for scripts: shown once, stored hashed. */
export interface ApiKeys {
  /** Decides by the owner's role as it is now, and notes the use at most once a minute. */
  authorize(key: string, demand: KeyDemand): Promise<KeyOutcome>;
  list(): Promise<ApiKeysAnswer>;
  /** The key belongs to the actor. */
  make(wish: KeyWish, actor: LogActor): Promise<ApiKeyMadeAnswer>;
  /** Revoking a revoked key changes nothing. */
  revoke(id: number, actor: LogActor): Promise<RevokeOutcome>;
}
