import { describe, expect, it } from "vitest";
import { problemCodes } from "../domain";
import { jsonAnswer } from "./message";
import { documentOfProblem } from "./plain-document";
import { problemAnswer } from "./problem";

describe("a refusal as a page", () => {
  it("says what happened and what to do, and keeps status and wait", () => {
    const page = documentOfProblem(problemAnswer("busy", { retryAfterMs: 1_500 }), "en");
    expect([page.status, page.headers["Retry-After"], page.headers["Cache-Control"]]).toEqual([
      503,
      "2",
      "private, no-store",
    ]);
    expect(page.body).toContain("<h1>The shop is busy</h1>");
    expect(page.body).toContain("Reload this page to send the same form again");
  });

  it("takes nothing for markup", () => {
    const page = documentOfProblem(problemAnswer("not_found", { detail: '<script>"&' }), "en");
    expect(page.body).toContain("&lt;script&gt;&quot;&amp;");
    expect(page.body).not.toContain("<script>");
  });

  it("speaks the language of the page it stands for", () => {
    for (const code of problemCodes) {
      const { body } = documentOfProblem(problemAnswer(code), "zh");
      expect(body).toContain('<html lang="zh-CN">');
      expect(body).toContain('href="/zh"');
      expect(String(body).replaceAll(/<style>.*<\/style>|<[^>]*>/g, "")).not.toMatch(/[A-Za-z]{2}/);
    }
  });

  it("leaves every other answer as it is", () => {
    const answer = jsonAnswer(200, {});
    expect(documentOfProblem(answer, "en")).toBe(answer);
  });
});
