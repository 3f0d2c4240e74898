import { describe, expect, it } from "vitest";
import type { HttpRequest } from "./message";
import { readAdminOrdersPage, storeReasonSchema } from "./read-admin-order";

const search = (text: string) => {
  const request = { searchParams: new URLSearchParams({ q: text }) } as HttpRequest;
  const read = readAdminOrdersPage(request);
  if (!read.ok) throw new Error(read.answer.body ?? "");
  return read.value.filter.search;
};

describe("what is searched for among orders", () => {
  it.each([
    ["ZH-100042", { by: "number", number: 100_042 }],
    ["zh-100042", { by: "number", number: 100_042 }],
    [" 100042 ", { by: "number", number: 100_042 }],
    ["o1_abcdefghijklmnopqrstuv", { by: "id", id: "o1_abcdefghijklmnopqrstuv" }],
    ["Li@Example.com", { by: "email", part: "li@example.com" }],
    ["000777", { by: "email", part: "000777" }],
    ["99", { by: "email", part: "99" }],
    ["ZH-1", { by: "email", part: "zh-1" }],
    ["1234567890123", { by: "email", part: "1234567890123" }],
    ["", null],
  ])("reads %j", (text, meant) => {
    expect(search(text)).toEqual(meant);
  });
});

describe("a reason", () => {
  it("has whole characters alone: half of one cannot be kept in the log", () => {
    expect(storeReasonSchema.safeParse({ reason: "A fault \ud83d" }).success).toBe(false);
    expect(storeReasonSchema.safeParse({ reason: "A fault 💡" }).success).toBe(true);
  });
});
