import { createWishStore } from "../sale/wish-store";

/** The part of the browser's storage that is read here. */
export type ListedStorage = Pick<Storage, "length" | "key" | "getItem" | "setItem">;

const prefix = "zerohour:wish:";

/** The account's newest accepted click in this browser, from whatever sale; null without one. */
export function newestAcceptedAttempt(storage: ListedStorage, accountId: string): string | null {
  const suffix = `:${accountId}`;
  let newest: { readonly attemptId: string; readonly pressedAtMs: number } | null = null;
  for (let index = 0; index < storage.length; index += 1) {
    const name = storage.key(index) ?? "";
    if (!name.startsWith(prefix) || !name.endsWith(suffix)) continue;
    const slug = name.slice(prefix.length, -suffix.length);
    const wish = createWishStore(storage, slug, accountId).read();
    if (wish === null || wish.stage !== "accepted" || wish.attemptId === null) continue;
    if (newest === null || wish.pressedAtMs > newest.pressedAtMs) {
      newest = { attemptId: wish.attemptId, pressedAtMs: wish.pressedAtMs };
    }
  }
  return newest?.attemptId ?? null;
}
