import { describe, expect, it } from "vitest";
import type { PreflightCheck } from "@/lib/domain";
import { mergePreflight } from "./merge-preflight";

const check = (name: string, level: PreflightCheck["level"]): PreflightCheck => ({
  name,
  level,
  message: name,
  retryable: true,
});
const noon = "2026-11-27T12:00:00.000Z";
const later = "2026-11-27T12:00:05.000Z";
const levels = (list: ReturnType<typeof mergePreflight>) => list.map((line) => line.check.level);

describe("mergePreflight", () => {
  const answer = { ready: false, at: noon, checks: [check("stock", "block"), check("mail", "ok")] };

  it("takes the line that was asked again later", () => {
    expect(levels(mergePreflight(answer, new Map([["stock", { check: check("stock", "ok"), at: later }]])))).toEqual([
      "ok",
      "ok",
    ]);
  });

  it("forgets it when the whole list is newer", () => {
    const newer = { ...answer, at: later };
    expect(levels(mergePreflight(newer, new Map([["stock", { check: check("stock", "ok"), at: noon }]])))).toEqual([
      "block",
      "ok",
    ]);
  });
});
