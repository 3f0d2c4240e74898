import { describe, expect, it } from "vitest";
import { fieldError, summaryItems } from "./credential-errors";
import type { CredentialOutcome } from "./send-credentials";

const refused: CredentialOutcome = {
  word: "refused",
  detail: "Correct the fields named in errors.",
  errors: [
    { path: "email", message: "Write your e-mail address." },
    { path: "", message: "The body has a field too many." },
  ],
};

describe("summaryItems", () => {
  it("links each message to its field and keeps those without one", () => {
    expect(summaryItems("sign-in", refused)).toEqual([
      { fieldId: "sign-in-email", message: "Write your e-mail address." },
      { fieldId: null, message: "The body has a field too many." },
    ]);
  });

  it("does not link to a field the form does not have", () => {
    const nameRefused: CredentialOutcome = { ...refused, errors: [{ path: "name", message: "Write your name." }] };
    expect(summaryItems("sign-in", nameRefused)).toEqual([{ fieldId: null, message: "Write your name." }]);
    expect(summaryItems("sign-up", nameRefused)).toEqual([{ fieldId: "sign-up-name", message: "Write your name." }]);
  });

  it("gives the refusal's own words when no field is to blame", () => {
    const wrong: CredentialOutcome = { word: "refused", detail: "Check both and try again.", errors: [] };
    expect(summaryItems("sign-in", wrong)).toEqual([{ fieldId: null, message: "Check both and try again." }]);
  });

  it("says so when no answer came", () => {
    expect(summaryItems("sign-in", { word: "unanswered" })).toHaveLength(1);
  });
});

describe("fieldError", () => {
  it("finds the message of a field and none for the others", () => {
    expect(fieldError(refused, "email")).toBe("Write your e-mail address.");
    expect(fieldError(refused, "password")).toBeUndefined();
    expect(fieldError(null, "email")).toBeUndefined();
  });
});
