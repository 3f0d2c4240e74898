import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { fieldError, summaryItems } from "./credential-errors";
import type { CredentialOutcome } from "./send-credentials";

const say = wordsOf("en");

const refused: CredentialOutcome = {
  word: "refused",
  problem: { code: "invalid_request", detail: "Correct the fields named in errors." },
  errors: [
    { path: "email", message: "Write your e-mail address." },
    { path: "", message: "The body has a field too many." },
  ],
};

describe("summaryItems", () => {
  it("links each message to its field and keeps those without one", () => {
    expect(summaryItems("sign-in", refused, say)).toEqual([
      { fieldId: "sign-in-email", message: "Write your e-mail address." },
      { fieldId: null, message: "The body has a field too many." },
    ]);
  });

  it("does not link to a field the form does not have", () => {
    const nameRefused: CredentialOutcome = { ...refused, errors: [{ path: "name", message: "Write your name." }] };
    expect(summaryItems("sign-in", nameRefused, say)).toEqual([{ fieldId: null, message: "Write your name." }]);
    expect(summaryItems("sign-up", nameRefused, say)).toEqual([
      { fieldId: "sign-up-name", message: "Write your name." },
    ]);
  });

  it("gives the refusal's own words when no field is to blame", () => {
    const wrong: CredentialOutcome = {
      word: "refused",
      problem: { code: "not_signed_in", detail: "Check both and try again." },
      errors: [],
    };
    expect(summaryItems("sign-in", wrong, say)).toEqual([{ fieldId: null, message: "Check both and try again." }]);
  });

  it("goes by code and field where the page does not speak the server's language", () => {
    const chinese = wordsOf("zh");
    const wrong = { ...refused, problem: { code: "not_signed_in", detail: "Check both." }, errors: [] } as const;
    expect(summaryItems("sign-in", wrong, chinese)).toEqual([
      { fieldId: null, message: "邮箱或密码不正确，请检查后重试。" },
    ]);
    expect(fieldError(refused, "email", chinese)).toBe("请填写可以在这里使用的邮箱地址。");
  });

  it("says so when no answer came", () => {
    expect(summaryItems("sign-in", { word: "unanswered" }, say)).toHaveLength(1);
  });
});

describe("fieldError", () => {
  it("finds the message of a field and none for the others", () => {
    expect(fieldError(refused, "email", say)).toBe("Write your e-mail address.");
    expect(fieldError(refused, "password", say)).toBeUndefined();
    expect(fieldError(null, "email", say)).toBeUndefined();
  });
});
