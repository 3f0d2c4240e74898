import { describe, expect, it } from "vitest";
import { type FormOutcome, listMistakes, mistakeOf } from "./send-form";

const refused: FormOutcome = {
  word: "refused",
  detail: "Correct the fields named in errors.",
  errors: [
    { path: "password", message: "Choose a password." },
    { path: "token", message: "This link was used." },
  ],
};
const fieldIds = { password: "reset-password" };

describe("the mistakes of a form", () => {
  it("link to the fields it has and keep those of others", () => {
    expect(listMistakes(refused, fieldIds, "No answer.")).toEqual([
      { fieldId: "reset-password", message: "Choose a password." },
      { fieldId: null, message: "This link was used." },
    ]);
  });

  it("are the refusal's own words when no field is to blame, and say when no answer came", () => {
    const conflict: FormOutcome = { word: "refused", detail: "A unit is held for you.", errors: [] };
    expect(listMistakes(conflict, fieldIds, "No answer.")).toEqual([
      { fieldId: null, message: "A unit is held for you." },
    ]);
    expect(listMistakes({ word: "unanswered" }, fieldIds, "No answer.")).toEqual([
      { fieldId: null, message: "No answer." },
    ]);
    expect(listMistakes({ word: "done" }, fieldIds, "No answer.")).toEqual([]);
  });

  it("are found by their field", () => {
    expect(mistakeOf(refused, "password")).toEqual({ error: "Choose a password." });
    expect(mistakeOf(refused, "email")).toEqual({});
    expect(mistakeOf(null, "password")).toEqual({});
  });
});
