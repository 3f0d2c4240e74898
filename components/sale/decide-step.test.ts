import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { eligibilityReasons, type ProblemCode, problemCodes } from "@/lib/domain";
import { decideStep, type StepHistory } from "./decide-step";
import { explainRefusal } from "./explain-refusal";

const english = wordsOf("en");
type Say = typeof english;
const free: { readonly heldUntilText: string | null } = { heldUntilText: null };

const fresh: StepHistory = { busyResends: 0, notOpenResends: 0, newTickets: 0, waitedMs: 0 };

describe("decideStep", () => {
  it("sends the same key again after the wait a busy shop asks for, never earlier, spread", () => {
    expect(decideStep({ code: "busy" }, 1_500, fresh, 0)).toEqual({ word: "resend", afterMs: 1_500, reason: "busy" });
    expect(decideStep({ code: "busy" }, 1_500, fresh, 0.999)).toMatchObject({ afterMs: 2_249 });
  });

  it("backs off when a busy shop does not say how long, and gives the click back after 90 s", () => {
    expect(decideStep({ code: "busy" }, null, { ...fresh, busyResends: 2 }, 0)).toMatchObject({ afterMs: 4_000 });
    expect(decideStep({ code: "busy" }, null, { ...fresh, busyResends: 20 }, 0)).toMatchObject({ afterMs: 8_000 });
    expect(decideStep({ code: "busy" }, 1_000, { ...fresh, waitedMs: 90_001 }, 0)).toEqual({
      word: "refuse",
      spoilt: false,
    });
  });

  it("resends a moment too early once, and only when the start is under 2 s away", () => {
    expect(decideStep({ code: "not_open" }, 300, fresh, 0.9)).toEqual({
      word: "resend",
      afterMs: 300,
      reason: "not_open",
    });
    expect(decideStep({ code: "not_open" }, 2_000, fresh, 0)).toEqual({ word: "refuse", spoilt: false });
    expect(decideStep({ code: "not_open" }, 300, { ...fresh, notOpenResends: 1 }, 0)).toEqual({
      word: "refuse",
      spoilt: false,
    });
    expect(decideStep({ code: "not_open" }, null, fresh, 0)).toEqual({ word: "refuse", spoilt: false });
  });

  it("gets a new ticket once", () => {
    expect(decideStep({ code: "bad_ticket" }, null, fresh, 0)).toEqual({ word: "new_ticket" });
    expect(decideStep({ code: "bad_ticket" }, null, { ...fresh, newTickets: 1 }, 0)).toEqual({
      word: "refuse",
      spoilt: false,
    });
  });

  it("counts down when throttled and checks after a stumble", () => {
    expect(decideStep({ code: "throttled" }, 3_100, fresh, 0)).toEqual({ word: "throttled", forMs: 3_100 });
    expect(decideStep({ code: "throttled" }, null, fresh, 0)).toEqual({ word: "throttled", forMs: 5_000 });
    expect(decideStep({ code: "internal" }, null, fresh, 0)).toEqual({ word: "check" });
  });

  it("spoils the key only when it was used for another wish", () => {
    for (const code of problemCodes) {
      const step = decideStep({ code }, null, { ...fresh, newTickets: 1 }, 0);
      if (step.word === "refuse") expect(step.spoilt).toBe(code === "key_reused");
    }
  });
});

describe("explainRefusal", () => {
  const context = { heldUntilText: "12:31", limitPerAccount: 1 };
  const explain = (code: ProblemCode, say: Say = english, change: Partial<typeof free> = {}) =>
    explainRefusal({ code, detail: "For invited accounts." }, say, { ...context, ...change });

  it("has words for every way the API says no, and says what it means", () => {
    for (const code of problemCodes) expect(explain(code).length).toBeGreaterThan(20);
  });

  it("tells until when units may return", () => {
    expect(explain("all_held")).toContain("the last hold ends 12:31");
    expect(explain("all_held", english, free)).toContain("Join the return line");
  });

  it("gives the server's own rule where only it knows", () => {
    expect(explain("not_eligible")).toContain("For invited accounts.");
  });

  it("goes by the code where the page does not speak the server's language", () => {
    for (const code of problemCodes) expect(explain(code, wordsOf("zh"))).not.toMatch(/[A-Za-z]{2}/);
    expect(explain("not_eligible", wordsOf("zh"))).toBe("本场抢购未对你的账号开放。没有扣款。");
    for (const reason of eligibilityReasons) {
      const text = explainRefusal({ code: "not_eligible", detail: "In English.", reason }, wordsOf("zh"), context);
      expect(text).not.toMatch(/[A-Za-z]{2}/);
      expect(text).not.toContain("未对你的账号开放");
    }
  });
});
