import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import type { AttemptAnswer, Problem, ProblemCode } from "@/lib/domain";
import { type BuyControlInput, buyControl, isOvertaken } from "./buy-control";
import type { Wish } from "./wish";

const say = wordsOf("en");

const start = 1_763_634_000_000;
const attemptId = "a1_bbbbbbbbbbbbbbbbbbbbbb";
const orderPath = "/orders/o1_bbbbbbbbbbbbbbbbbbbbbb";

function input(change: Partial<BuyControlInput> = {}): BuyControlInput {
  return {
    say,
    slug: "aurora-lamp",
    phase: "live",
    stock: "plenty",
    endedReason: null,
    startsAtMs: start,
    nowMs: start + 60_000,
    signedIn: true,
    online: true,
    outdated: false,
    clockTrusted: true,
    wish: { word: "idle" },
    keptOut: null,
    attempt: null,
    limitPerAccount: 1,
    priceText: "€79",
    opensText: "Fri 12:00",
    payByText: "12:14",
    ...change,
  };
}

function attempt(change: Partial<AttemptAnswer>): AttemptAnswer {
  return {
    attemptId,
    saleSlug: "aurora-lamp",
    state: "queued",
    receivedAt: new Date(start).toISOString(),
    pollMs: 700,
    ...change,
  };
}

function refused(code: ProblemCode, change: Partial<Problem> = {}): Wish {
  return {
    word: "refused",
    atMs: start + 59_000,
    problem: { type: "about:blank", title: code, status: 409, code, detail: "Rule.", ...change },
  };
}

const before = { phase: "scheduled", nowMs: start - 3_600_000 } as const;
const nearly = { phase: "scheduled", nowMs: start - 300_000 } as const;
const signIn = "/sign-in?next=%2Fsales%2Faurora-lamp";

describe("buyControl", () => {
  it.each<[string, Partial<BuyControlInput>, string, string]>([
    ["upcoming", before, "Opens Fri 12:00", "none"],
    ["upcoming, signed out, far away", { ...before, signedIn: false }, "Opens Fri 12:00", "none"],
    ["upcoming, signed out, ten minutes before", { ...nearly, signedIn: false }, "Sign in now to be ready", signIn],
    ["upcoming, signed in, near", nearly, "Opens Fri 12:00", "none"],
    ["upcoming, the account kept out", { ...before, keptOut: "By invitation." }, "Not open to your account", "none"],
    ["live, the account kept out", { keptOut: "By invitation." }, "Not open to your account", "none"],
    ["live, kept out, but nothing left anyway", { keptOut: "By invitation.", stock: "gone" }, "Sold out", "none"],
    ["live", {}, "Buy now · €79", "buy"],
    ["live, stock not told yet", { stock: null }, "Buy now · €79", "buy"],
    ["live, session not told yet", { signedIn: null }, "Buy now · €79", "buy"],
    ["live, signed out", { signedIn: false }, "Sign in to buy", signIn],
    ["live, all held, signed out", { stock: "held", signedIn: false }, "All held · Join return line", signIn],
    ["live, all held", { stock: "held" }, "All held · Join return line", "join"],
    ["live, all gone", { stock: "gone" }, "Sold out", "none"],
    ["live, offline", { online: false }, "Offline · reconnecting", "none"],
    ["live, device just woke up", { clockTrusted: false }, "Checking the time…", "none"],
    ["live, page older than the shop's files", { outdated: true }, "Reload to buy", "reload"],
    ["paused", { phase: "paused" }, "Paused", "none"],
    ["ended by time", { phase: "ended", endedReason: "time" }, "Ended", "none"],
    ["ended by the store", { phase: "ended", endedReason: "stopped" }, "Ended", "none"],
    ["ended sold out", { phase: "ended", endedReason: "sold_out" }, "Sold out", "none"],
    ["cancelled", { phase: "cancelled" }, "Cancelled", "none"],
    ["sending", { wish: { word: "sending" } }, "Sending…", "none"],
    ["checking a lost answer", { wish: { word: "checking" } }, "Sending…", "none"],
    ["waiting to resend", { wish: { word: "waiting", reason: "busy", untilMs: start + 61_000 } }, "Sending…", "none"],
    ["throttled", { wish: { word: "throttled", untilMs: start + 62_400 } }, "Try again in 3 s", "none"],
    ["throttled, over", { wish: { word: "throttled", untilMs: start + 60_000 } }, "Buy now · €79", "buy"],
    ["gave up asking", { wish: { word: "unanswered", sent: true } }, "Buy now · €79", "buy"],
    ["being confirmed", { attempt: attempt({}) }, "Confirming… · View", "show_line"],
    ["in line", { attempt: attempt({ place: 214 }) }, "In line: #214 · View", "show_line"],
    ["in line while offline", { attempt: attempt({ place: 214 }), online: false }, "In line: #214 · View", "show_line"],
    ["reserved", { attempt: attempt({ state: "reserved" }) }, "Pay now · held until 12:14", `${orderPath}/pay`],
    [
      "reserved after the end",
      { attempt: attempt({ state: "reserved" }), phase: "ended" },
      "Pay now · held until 12:14",
      `${orderPath}/pay`,
    ],
    ["paying", { attempt: attempt({ state: "paying" }) }, "Paying… · View order", orderPath],
    ["bought", { attempt: attempt({ state: "paid" }) }, "Bought · View order", orderPath],
    ["bought, ended", { attempt: attempt({ state: "paid" }), phase: "ended" }, "Bought · View order", orderPath],
    ["bought one of two", { attempt: attempt({ state: "paid" }), limitPerAccount: 2 }, "Buy now · €79", "buy"],
    [
      "lost",
      { attempt: attempt({ state: "lost", reason: "sold_out" }), stock: "held" },
      "All held · Join return line",
      "join",
    ],
    ["left", { attempt: attempt({ state: "left" }) }, "Buy now · €79", "buy"],
    ["expired", { attempt: attempt({ state: "expired" }) }, "Buy now · €79", "buy"],
    [
      "limit",
      { wish: refused("limit_reached", { attemptIds: [attemptId] }) },
      "Limit reached (1 of 1) · View order",
      orderPath,
    ],
    ["refused: all held", { wish: refused("all_held") }, "All held · Join return line", "join"],
    ["refused: sold out", { wish: refused("sold_out") }, "Sold out", "none"],
    ["refused: line full", { wish: refused("line_full") }, "All held · Line full", "none"],
    ["refused: ended", { wish: refused("ended") }, "Ended", "none"],
    ["refused: paused", { wish: refused("paused") }, "Paused", "none"],
    ["refused: not eligible", { wish: refused("not_eligible") }, "Not open to your account", "none"],
    ["refused: signed out meanwhile", { wish: refused("not_signed_in") }, "Sign in to buy", signIn],
    ["refused: busy for too long", { wish: refused("busy") }, "Buy now · €79", "buy"],
  ])("%s", (_state, change, name, act) => {
    const control = buyControl(input(change));
    expect(control.name).toBe(name);
    expect(wordOf(control)).toBe(act);
  });

  it("explains every click that does nothing, unless it is on its way", () => {
    for (const phase of ["scheduled", "live", "paused", "ended", "cancelled"] as const) {
      for (const stock of ["plenty", "held", "gone"] as const) {
        const control = buyControl(input({ phase, stock, online: false }));
        if (control.act.kind === "none" && !control.busy) expect(control.explain.length).toBeGreaterThan(10);
      }
    }
  });

  it("is orange only where a click buys, pays or signs in to buy", () => {
    expect(buyControl(input()).look).toBe("primary");
    expect(buyControl(input({ attempt: attempt({ state: "reserved" }) })).look).toBe("primary");
    expect(buyControl(input({ stock: "held" })).look).toBe("plain");
    expect(buyControl(input({ phase: "ended" })).look).toBe("plain");
  });

  it("is busy and nothing else while a click is on its way", () => {
    expect(buyControl(input({ wish: { word: "sending" }, attempt: attempt({ state: "lost" }) }))).toMatchObject({
      busy: true,
      act: { kind: "none" },
    });
  });
});

function wordOf(control: ReturnType<typeof buyControl>): string {
  switch (control.act.kind) {
    case "buy":
      return control.act.joinLine ? "join" : "buy";
    case "go":
      return control.act.href;
    default:
      return control.act.kind;
  }
}

describe("isOvertaken", () => {
  it("lets a clearly later answer take back what the sale was, not who the shopper is", () => {
    const soldOut = refused("sold_out");
    expect(isOvertaken(soldOut, start + 60_000)).toBe(false);
    expect(isOvertaken(soldOut, start + 60_501)).toBe(true);
    expect(isOvertaken(refused("limit_reached"), start + 90_000)).toBe(false);
    expect(isOvertaken({ word: "idle" }, start + 90_000)).toBe(false);
  });
});
