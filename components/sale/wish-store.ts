/**
 * What must survive a reload, a closed tab and a lost answer: the key of the wish, kept per sale and account.
 * `unknown`: sent, or about to be, with no definite answer yet. `refused`: nothing was taken, the key may be sent
 * again. `accepted`: the server has it. `over`: it came to its end, the next click needs a new key.
 */
export interface StoredWish {
  readonly key: string;
  readonly stage: "unknown" | "refused" | "accepted" | "over";
  /** Null takes the sale's only item. */
  readonly itemId: number | null;
  readonly joinLine: boolean;
  /** Server time of the shopper's last click for it. */
  readonly pressedAtMs: number;
  readonly attemptId: string | null;
  /** Proof of acceptance, for a server that has forgotten. */
  readonly receipt: string | null;
  /** The account's attempt before this one, so that it is not taken for this one's answer. */
  readonly priorAttemptId: string | null;
}

export interface WishStore {
  read(): StoredWish | null;
  write(wish: StoredWish): void;
}

/** The part of the browser's storage that is used here. */
export type TextStorage = Pick<Storage, "getItem" | "setItem">;

const stages: readonly unknown[] = ["unknown", "refused", "accepted", "over"];

function isStoredWish(value: unknown): value is StoredWish {
  return (
    typeof value === "object" &&
    value !== null &&
    "key" in value &&
    typeof value.key === "string" &&
    "stage" in value &&
    stages.includes(value.stage) &&
    "pressedAtMs" in value &&
    typeof value.pressedAtMs === "number"
  );
}

/** Falls back to memory where the browser keeps nothing: then the wish lives as long as the page. */
export function createWishStore(storage: TextStorage | null, slug: string, accountId: string): WishStore {
  const name = `zerohour:wish:${slug}:${accountId}`;
  let memory: StoredWish | null = null;
  return {
    read() {
      try {
        const value: unknown = JSON.parse(storage?.getItem(name) ?? "null");
        return isStoredWish(value) ? value : memory;
      } catch {
        return memory;
      }
    },
    write(wish) {
      memory = wish;
      try {
        storage?.setItem(name, JSON.stringify(wish));
      } catch {
        // Storage full or forbidden: the memory above still serves this page.
      }
    },
  };
}

/** 22 characters of [A-Za-z0-9_-]: 16 random bytes in base64url, the `Idempotency-Key` of a wish. */
export function makeAttemptKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
