import { describe, expect, it } from "vitest";
import { shareSale } from "./share-sale";

const link = { title: "Lamp", url: "https://shop.example/sales/lamp" };

function refusing(name: string) {
  return async () => {
    throw Object.assign(new Error("no"), { name });
  };
}

describe("shareSale", () => {
  it("uses the device's own sheet where there is one", async () => {
    const shared: unknown[] = [];
    const share = async (what: unknown) => void shared.push(what);
    expect(await shareSale(link, { share, clipboard: { writeText: refusing("NotAllowedError") } })).toBe("shared");
    expect(shared).toEqual([link]);
  });

  it("copies nothing when the reader closes the sheet", async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    expect(await shareSale(link, { share: refusing("AbortError"), clipboard })).toBe("dismissed");
    expect(copied).toEqual([]);
  });

  it("copies the link where there is no sheet, or where it is forbidden", async () => {
    const copied: string[] = [];
    const clipboard = { writeText: async (text: string) => void copied.push(text) };
    expect(await shareSale(link, { clipboard })).toBe("copied");
    expect(await shareSale(link, { share: refusing("NotAllowedError"), clipboard })).toBe("copied");
    expect(copied).toEqual([link.url, link.url]);
  });

  it("admits that neither works", async () => {
    expect(await shareSale(link, {})).toBe("failed");
    expect(await shareSale(link, { clipboard: { writeText: refusing("NotAllowedError") } })).toBe("failed");
  });
});
