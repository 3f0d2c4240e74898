import { describe, expect, it } from "vitest";
import { problemCodes } from "../domain";
import { problemAnswer } from "./problem";

describe("problems", () => {
  it.each(problemCodes)("%s is complete problem+json that nobody may store", (code) => {
    const answer = problemAnswer(code);
    const body = JSON.parse(answer.body ?? "");
    expect(answer.headers["Content-Type"]).toContain("application/problem+json");
    expect(answer.headers["Cache-Control"]).toBe("private, no-store");
    expect(body).toMatchObject({ code, status: answer.status });
    expect(body.title.length).toBeGreaterThan(3);
    expect(body.detail.length).toBeGreaterThan(10);
  });

  it.each([
    [1, "1"],
    [999, "1"],
    [1_001, "2"],
    [5_000, "5"],
  ])("rounds %i ms up to whole seconds in Retry-After: %s", (retryAfterMs, header) => {
    const answer = problemAnswer("throttled", { retryAfterMs });
    expect(answer.headers["Retry-After"]).toBe(header);
    expect(JSON.parse(answer.body ?? "").retryAfterMs).toBe(retryAfterMs);
  });
});
