import { describe, expect, it } from "vitest";
import { wordsOf } from "@/components/words/words-of";
import { type OrderAnswer, type OrderState, orderStates } from "@/lib/domain";
import { declineReason, describeOrder, holdEndedHeading, orderSteps } from "./order-words";
import { countDeclines, extensionsUsed, payStep } from "./pay-step";

const say = wordsOf("en");

const receivedAt = "2026-12-12T12:00:00.412Z";
const payBy = "2026-12-12T12:10:30.000Z";
const payByMs = Date.parse(payBy);

function event(kind: string, detail = "", at = "2026-12-12T12:05:00.000Z") {
  return { kind, at, detail };
}

function order(state: OrderState, over: Partial<OrderAnswer> = {}): OrderAnswer {
  return {
    id: "o1_0123456789abcdefghijkl",
    number: "ZH-100042",
    attemptId: "a1_0123456789abcdefghijkl",
    saleSlug: "lamp",
    saleTitle: "Lamp",
    image: null,
    state,
    amount: { minor: 7900, currency: "EUR" },
    lines: [{ sku: "A", name: "Blue", quantity: 1, unitPrice: { minor: 7900, currency: "EUR" } }],
    receivedAt,
    reservedAt: "2026-12-12T12:00:01.000Z",
    ...(state === "reserved" ? { payBy, extensionsLeft: 10 } : {}),
    history: [event("clicked", "", receivedAt), event("reserved")],
    pollMs: 0,
    ...over,
  };
}

describe("describeOrder", () => {
  it("gives every state a heading and a chip of its own", () => {
    const described = orderStates.map((state) => describeOrder(order(state), "Europe/Berlin", say));
    expect(new Set(described.map(({ heading }) => heading)).size).toBe(orderStates.length);
    expect(new Set(described.map(({ chip }) => chip)).size).toBe(orderStates.length);
  });

  it("names the end of a hold in the reader's zone, with the seconds it has", () => {
    expect(describeOrder(order("reserved"), "Europe/Berlin", say).heading).toBe("Waiting for payment until 13:10:30");
  });

  it("says what it means for the money wherever none was taken", () => {
    for (const state of ["expired", "left", "cancelled"] as const) {
      expect(describeOrder(order(state), "Europe/Berlin", say).meaning).toContain("You were not charged.");
    }
  });

  it("tells why money goes back, in the shop's words", () => {
    const refunded = order("refunded", { history: [event("refunding", "Our mistake."), event("refunded")] });
    expect(describeOrder(refunded, "Europe/Berlin", say).meaning).toBe("Our mistake. Banks take 3 to 5 working days.");
  });

  it("stamps outcomes only", () => {
    const stamped = orderStates.filter((state) => describeOrder(order(state), "Europe/Berlin", say).stamp !== null);
    expect(stamped).toEqual(["paid", "expired", "left", "cancelled", "refunded"]);
  });
});

describe("declineReason", () => {
  it("is the bank's reason while the decline is the last thing that happened", () => {
    const declined = order("reserved", { history: [event("paying"), event("declined", "No cover.")] });
    expect(declineReason(declined, say)).toBe("No cover.");
    expect(countDeclines(declined)).toBe(1);
  });

  it("is gone once something else has happened", () => {
    const extended = order("reserved", { history: [event("declined", "No cover."), event("extended")] });
    expect(declineReason(extended, say)).toBeNull();
    expect(declineReason(order("paid", { history: [event("declined", "No cover.")] }), say)).toBeNull();
  });
});

describe("orderSteps", () => {
  it("begins with the click, whether or not the history has it", () => {
    const without = order("paid", { history: [event("reserved"), event("paid")] });
    expect(orderSteps(without, say)[0]).toMatchObject({ at: receivedAt, what: "You pressed Buy" });
    expect(orderSteps(order("paid"), say)[0]).toMatchObject({ at: receivedAt, what: "You pressed Buy" });
    expect(orderSteps(order("paid"), say)).toHaveLength(2);
  });

  it("gives repeated events keys of their own", () => {
    const twice = order("reserved", { history: [event("extended"), event("extended")] });
    const keys = orderSteps(twice, say).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("payStep", () => {
  it("is open until the hold ends, and over from that moment on", () => {
    expect(payStep(order("reserved"), payByMs - 1)).toEqual({ word: "open", payByMs });
    expect(payStep(order("reserved"), payByMs)).toEqual({ word: "over", endedAtMs: payByMs });
  });

  it("stays open while the server's time is unknown: the server decides", () => {
    expect(payStep(order("reserved"), null)).toEqual({ word: "open", payByMs });
  });

  it("lets no time end a payment that is on its way", () => {
    expect(payStep(order("paying", { payBy }), payByMs + 60_000)).toEqual({ word: "paying" });
  });

  it("tells when the hold of an expired order ended", () => {
    const expired = order("expired", { history: [event("expired", "", payBy)] });
    expect(payStep(expired, null)).toEqual({ word: "over", endedAtMs: payByMs });
  });

  it("has nothing to pay for orders that went back", () => {
    for (const state of ["left", "cancelled", "refunding", "refunded"] as const) {
      expect(payStep(order(state), payByMs)).toEqual({ word: "closed" });
    }
  });
});

describe("extensionsUsed", () => {
  it("counts from none to all", () => {
    expect(extensionsUsed(10, say)).toBe("0 of 10 used");
    expect(extensionsUsed(6, say)).toBe("4 of 10 used");
    expect(extensionsUsed(0, say)).toBe("10 of 10 used");
  });
});

describe("holdEndedHeading", () => {
  it("names the second", () => {
    expect(holdEndedHeading(payByMs, "Europe/Berlin", say)).toBe("Your hold ended at 13:10:30");
  });
});
