import { describe, expect, it } from "vitest";
import { readPlaywrightFailures, readVitestFailures } from "./read-failures.mjs";

describe("what failed, from a runner's report", () => {
  it("names the file, the test and the reason, without the runner's own lines", () => {
    const message =
      "AssertionError: expected 2 to be 1\n    at check (/shop/node_modules/vitest/a.js:1:1)\n    at /shop/lib/stock/take.test.ts:7:9";
    const report = {
      testResults: [
        {
          name: "/shop/lib/stock/take.test.ts",
          status: "failed",
          assertionResults: [
            { fullName: "taking a unit takes one", status: "failed", failureMessages: [message] },
            { fullName: "taking a unit is quick", status: "passed", failureMessages: [] },
          ],
        },
      ],
    };
    expect(readVitestFailures(report, "/shop")).toEqual([
      {
        name: "lib/stock/take.test.ts: taking a unit takes one",
        reason: "AssertionError: expected 2 to be 1\n    at /shop/lib/stock/take.test.ts:7:9",
      },
    ]);
  });

  it("names a file that failed before its first test", () => {
    const report = {
      testResults: [{ name: "/shop/a.test.ts", status: "failed", message: "no server", assertionResults: [] }],
    };
    expect(readVitestFailures(report, "/shop")).toEqual([{ name: "a.test.ts", reason: "no server" }]);
  });

  it("keeps a long reason short and plain", () => {
    const message = ["\u001b[31mred\u001b[39m", ...Array.from({ length: 50 }, () => "x".repeat(500))].join("\n");
    const report = {
      testResults: [
        {
          name: "/shop/a.test.ts",
          status: "failed",
          assertionResults: [{ fullName: "a", status: "failed", failureMessages: [message] }],
        },
      ],
    };
    const [failure] = readVitestFailures(report, "/shop");
    const lines = failure?.reason.split("\n") ?? [];
    expect(lines[0]).toBe("red");
    expect(lines).toHaveLength(6);
    expect(lines[1]).toBe(`${"x".repeat(199)}…`);
  });

  it("finds failed and flaky browser tests at any depth, and what broke outside of them", () => {
    const spec = (title: string, status: string) => ({
      title,
      file: "line.spec.ts",
      line: 72,
      tests: [{ status, results: [{ errors: [{ message: "Error: not visible" }] }] }],
    });
    const report = {
      errors: [{ message: "Error: the shop did not start" }],
      suites: [
        {
          specs: [spec("passes", "expected")],
          suites: [{ specs: [spec("breaks", "unexpected"), spec("wavers", "flaky")] }],
        },
      ],
    };
    expect(readPlaywrightFailures(report)).toEqual([
      { name: "outside any test", reason: "Error: the shop did not start" },
      { name: "line.spec.ts:72: breaks", reason: "Error: not visible" },
      { name: "line.spec.ts:72: wavers", reason: "Error: not visible" },
    ]);
  });

  it("finds nothing in a report that was never written", () => {
    expect(readVitestFailures({}, "/shop")).toEqual([]);
    expect(readPlaywrightFailures({})).toEqual([]);
  });
});
