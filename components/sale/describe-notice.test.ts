import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { type SaleNotice, saleNoticeKinds } from "@/lib/domain";
import { describeNotice } from "./describe-notice";

const say = wordsOf("en");

const at = (time: string, day = "2026-12-11") => Date.parse(`${day}T${time}:00.000Z`);
const notice: SaleNotice = { kind: "paused", atMs: at("11:21"), reason: "", moved: null };
const words = (wish: Partial<SaleNotice>, timeZone = "Europe/Berlin") =>
  describeNotice({ ...notice, ...wish }, timeZone, say)
    .map((piece) => (typeof piece === "string" ? piece : piece.text))
    .join("");

describe("a notice of a sale", () => {
  it("says from when to when its end was moved, in the zone of the sale", () => {
    const moved = { fromMs: at("11:30"), toMs: at("11:45") };
    expect(words({ kind: "extended", moved })).toBe("Extended from 12:30 to 12:45");
    expect(words({ kind: "extended", moved }, "Asia/Shanghai")).toBe("Extended from 19:30 to 19:45");
  });

  it("says so when the end came closer", () => {
    const moved = { fromMs: at("11:45"), toMs: at("11:30") };
    expect(words({ kind: "extended", moved })).toBe("End brought forward from 12:45 to 12:30");
  });

  it("names the days when a time is not of the day on which it was told", () => {
    const moved = { fromMs: at("11:30"), toMs: at("11:30", "2026-12-12") };
    expect(words({ kind: "rescheduled", moved })).toBe("Start moved from Fri 11 Dec, 12:30 to Sat 12 Dec, 12:30");
  });

  it("has words for every kind", () => {
    for (const kind of saleNoticeKinds) expect(words({ kind }), kind).toMatch(/^[A-Z][a-z]/);
  });
});
