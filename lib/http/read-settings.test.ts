import { describe, expect, it } from "vitest";
import { usualSettings } from "../domain";
import { settingsSchema, testMailSchema } from "./read-settings";

describe("a change of the settings", () => {
  it("may be all of them, one or none", () => {
    expect(settingsSchema.parse(usualSettings)).toEqual(usualSettings);
    expect(settingsSchema.parse({ storeName: " Lamps " })).toEqual({ storeName: "Lamps" });
    expect(settingsSchema.parse({})).toEqual({});
  });

  it.each([
    [{ version: 2 }, ""],
    [{ accent: "red" }, ""],
    [{ storeName: "" }, "storeName"],
    [{ storeName: "Lamps\nBcc: everybody@example.com" }, "storeName"],
    [{ timeZone: "+02:00" }, "timeZone"],
    [{ timeZone: "Mars/Olympus" }, "timeZone"],
    [{ currency: "eur" }, "currency"],
    [{ paymentWindowSeconds: 59 }, "paymentWindowSeconds"],
    [{ limitPerAccount: 0 }, "limitPerAccount"],
    [{ lineFactor: 2.5 }, "lineFactor"],
    [{ showExactStock: "yes" }, "showExactStock"],
    [{ guards: { discountPercent: 70 } }, "guards.lengthHours"],
    [{ guards: { discountPercent: 100, lengthHours: 72 } }, "guards.discountPercent"],
    [{ mail: { fromName: "Lamps", fromAddress: "lamps" } }, "mail.fromAddress"],
    [{ mail: { fromName: "Lamps", fromAddress: "a@example.com, b@example.com" } }, "mail.fromAddress"],
    [{ mail: { fromName: "Lamps\r\nBcc: x", fromAddress: "a@example.com" } }, "mail.fromName"],
    [{ mail: { fromName: "Lamps", fromAddress: "Lamps <a@example.com>" } }, "mail.fromAddress"],
  ])("is refused with %o, and the field is named", (change, path) => {
    expect(settingsSchema.safeParse(change).error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});

describe("a test mail", () => {
  it.each(["ana@example.com", "first.last+tag@sub.example.co.uk", "root@localhost"])("goes to %s", (to) => {
    expect(testMailSchema.parse({ to: ` ${to} ` })).toEqual({ to });
  });

  it.each([
    "",
    "ana",
    "ana@",
    "@example.com",
    "ana@example.com\nBcc: x@example.com",
    "a b@example.com",
    "<a@example.com>",
  ])("does not go to %o", (to) => {
    expect(testMailSchema.safeParse({ to }).success).toBe(false);
  });
});
