import { describe, expect, it } from "vitest";
import { wordsOf } from "../words/words-of";
import { type FormOutcome, listMistakes, mistakeOf } from "./send-form";

const say = wordsOf("en");
const refused: FormOutcome = {
  word: "refused",
  problem: { code: "invalid_request", detail: "Correct the fields named in errors." },
  errors: [
    { path: "password", message: "Choose a password." },
    { path: "token", message: "This link was used." },
  ],
};
const fieldIds = { password: "reset-password" };

describe("the mistakes of a form", () => {
  it("link to the fields it has and keep those of others", () => {
    expect(listMistakes(refused, fieldIds, say)).toEqual([
      { fieldId: "reset-password", message: "Choose a password." },
      { fieldId: null, message: "This link was used." },
    ]);
  });

  it("are the refusal's own words when no field is to blame, and say when no answer came", () => {
    const conflict: FormOutcome = {
      word: "refused",
      problem: { code: "conflict", detail: "A unit is held for you." },
      errors: [],
    };
    expect(listMistakes(conflict, fieldIds, say)).toEqual([{ fieldId: null, message: "A unit is held for you." }]);
    expect(listMistakes({ word: "unanswered" }, fieldIds, say)).toEqual([
      { fieldId: null, message: say.form.unanswered },
    ]);
    expect(listMistakes({ word: "done" }, fieldIds, say)).toEqual([]);
  });

  it("go by field and code where the page does not speak the server's language", () => {
    const chinese = wordsOf("zh");
    const unknown: FormOutcome = { ...refused, errors: [{ path: "colour", message: "Choose a colour." }] };
    expect(listMistakes(refused, fieldIds, chinese).map(({ message }) => message)).toEqual([
      "请输入至少 8 位的密码。",
      "链接已失效，请重新获取。",
    ]);
    expect(mistakeOf(unknown, "colour", chinese)).toEqual({ error: chinese.problem.invalid_request });
  });

  it("are found by their field", () => {
    expect(mistakeOf(refused, "password", say)).toEqual({ error: "Choose a password." });
    expect(mistakeOf(refused, "email", say)).toEqual({});
    expect(mistakeOf(null, "password", say)).toEqual({});
  });
});
