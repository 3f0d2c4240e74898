import { describe, expect, it } from "vitest";
import { jsonAnswer } from "./message";
import { documentOfProblem } from "./plain-document";
import { problemAnswer } from "./problem";

describe("a refusal as a page", () => {
  it("says what happened and what to do, and keeps status and wait", () => {
    const page = documentOfProblem(problemAnswer("busy", { retryAfterMs: 1_500 }));
    expect([page.status, page.headers["Retry-After"], page.headers["Cache-Control"]]).toEqual([
      503,
      "2",
      "private, no-store",
    ]);
    expect(page.body).toContain("<h1>The shop is busy</h1>");
    expect(page.body).toContain("Reload this page to send the same form again");
  });

  it("takes nothing for markup", () => {
    const page = documentOfProblem(problemAnswer("not_found", { detail: '<script>"&' }));
    expect(page.body).toContain("&lt;script&gt;&quot;&amp;");
    expect(page.body).not.toContain("<script>");
  });

  it("leaves every other answer as it is", () => {
    const answer = jsonAnswer(200, {});
    expect(documentOfProblem(answer)).toBe(answer);
  });
});
