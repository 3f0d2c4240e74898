import { afterEach, describe, expect, it } from "vitest";
import PageStore, { pathOfKey, stampPagesBy } from "./page-store";

const key = (path: string) => `/route-cache/APP_PAGE/${"0".repeat(64)}/$${path}`;

afterEach(() => stampPagesBy(() => null));

describe("the page store", () => {
  it("finds the path in a key", () => {
    expect(pathOfKey(key("/sales/lamp"))).toBe("/sales/lamp");
    expect(pathOfKey(key("/index"))).toBe("/");
  });

  it("keeps a page over requests, though every request has a store of its own", async () => {
    await new PageStore().get(key("/sales/kept"));
    await new PageStore().set(key("/sales/kept"), { kind: "APP_PAGE" });
    expect(await new PageStore().get(key("/sales/kept"))).toMatchObject({ value: { kind: "APP_PAGE" } });
  });

  it("counts a page as missing as soon as what it was generated from has changed", async () => {
    let stamp = "scheduled";
    stampPagesBy(() => stamp);
    const store = new PageStore();
    await store.get(key("/sales/turned"));
    await store.set(key("/sales/turned"), { kind: "APP_PAGE" });
    expect(await store.get(key("/sales/turned"))).not.toBeNull();
    stamp = "live";
    expect(await store.get(key("/sales/turned"))).toBeNull();
  });

  it("does not trust a page whose generation began before the change and ended after it", async () => {
    let stamp = "scheduled";
    stampPagesBy(() => stamp);
    const store = new PageStore();
    await store.get(key("/sales/raced"));
    stamp = "live";
    await store.set(key("/sales/raced"), { kind: "APP_PAGE" });
    expect(await store.get(key("/sales/raced"))).toBeNull();
  });

  it("drops the pages of a path on demand", async () => {
    const store = new PageStore();
    await store.set(key("/sales/dropped"), { kind: "APP_PAGE" });
    await store.revalidateTag(["_N_T_/sales/dropped"]);
    expect(await store.get(key("/sales/dropped"))).toBeNull();
  });

  it("stays bounded however many paths are asked for", async () => {
    const store = new PageStore();
    for (let number = 0; number < 3_000; number += 1) await store.set(key(`/sales/many-${number}`), { number });
    expect(await store.get(key("/sales/many-0"))).toBeNull();
    expect(await store.get(key("/sales/many-2999"))).not.toBeNull();
  });
});
