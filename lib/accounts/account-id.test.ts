import { describe, expect, it } from "vitest";
import { lettersOf, newAccountId } from "./account-id";
import { isReservedEmail, numberedAccount } from "./numbered-accounts";

describe("an account id", () => {
  it("is 16 letters and digits, another one each time", () => {
    const ids = Array.from({ length: 2_000 }, newAccountId);
    expect(ids.every((id) => /^[0-9A-Za-z]{16}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has every letter and digit equally often", () => {
    const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);
    const counts = new Map<string, number>();
    for (const letter of lettersOf(everyByte, 256)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(62);
    expect(new Set(counts.values())).toEqual(new Set([4]));
  });
});

describe("a numbered account", () => {
  it("follows from its role and number alone", () => {
    expect(numberedAccount("shopper", 1)).toEqual({
      id: "6DsDW0leYCqVRRBO",
      email: "shopper-000001@example.test",
      name: "Shopper 1",
    });
    expect(numberedAccount("admin", 1_234_567)).toMatchObject({
      email: "admin-1234567@example.test",
      name: "Admin 1234567",
    });
  });

  it("has an id of full length that no other number or role has: 6 000 of them", () => {
    const ids = new Set<string>();
    for (let number = 1; number <= 2_000; number += 1) {
      for (const role of ["shopper", "marketer", "admin"] as const) ids.add(numberedAccount(role, number).id);
    }
    expect(ids.size).toBe(6_000);
    expect([...ids].every((id) => id.length === 16)).toBe(true);
  });

  it("has an address that people cannot sign up with", () => {
    for (const role of ["shopper", "marketer", "admin"] as const) {
      expect(isReservedEmail(numberedAccount(role, 1).email)).toBe(true);
      expect(isReservedEmail(numberedAccount(role, 9_999_999).email.toUpperCase())).toBe(true);
    }
    for (const email of ["shopper@example.test", "shopper-1@example.test", "my-shopper-000001@example.test"]) {
      expect(isReservedEmail(email)).toBe(false);
    }
  });
});
