import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ApiOutcome } from "@/components/api/fetch-json";
import type { AcceptedAnswer, AttemptAnswer, Problem, ProblemCode, TicketAnswer } from "@/lib/domain";
import { createTicketKeeper } from "./keep-ticket";
import { createPurchaseFlow, type PurchaseFlow } from "./purchase-flow";
import { createWishStore, type StoredWish, type TextStorage } from "./wish-store";

const begin = Date.parse("2026-12-11T11:00:00.000Z");
const attemptId = "a1_bbbbbbbbbbbbbbbbbbbbbb";
const older = "a1_cccccccccccccccccccccc";
const plain = { itemId: null, joinLine: false };

type SendReply = ApiOutcome<AcceptedAnswer> | "lost";
type CurrentReply = ApiOutcome<AttemptAnswer> | "lost";

interface World {
  readonly sent: { key: string; ticket: string; joinLine: boolean; atMs: number }[];
  asked: number;
  tickets: number;
  /** Replies in order; the last one stays. */
  sends: SendReply[];
  currents: CurrentReply[];
  readonly storage: TextStorage;
}

function refusal(code: ProblemCode, retryAfterMs: number | null = null): ApiOutcome<never> {
  const problem: Problem = { type: "about:blank", title: code, status: 409, code, detail: "No." };
  return { word: "problem", status: 409, problem, retryAfterMs };
}

const accepted: ApiOutcome<AcceptedAnswer> = {
  word: "answer",
  status: 202,
  data: { attemptId, state: "queued", receivedAt: new Date(begin).toISOString(), receipt: "r1", pollMs: 700 },
};

function current(change: Partial<AttemptAnswer> = {}): ApiOutcome<AttemptAnswer> {
  return {
    word: "answer",
    status: 200,
    data: {
      attemptId,
      saleSlug: "aurora-lamp",
      state: "queued",
      receivedAt: new Date(begin).toISOString(),
      pollMs: 700,
      ...change,
    },
  };
}

const nothing: ApiOutcome<never> = { word: "nothing" };

function takeNext<T>(replies: T[]): T {
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  if (reply === undefined) throw new Error("The test has no reply for this question.");
  return reply;
}

function open(world: World): PurchaseFlow {
  const answerAfter = async <T>(reply: T | "lost"): Promise<T> => {
    await new Promise((resolve) => setTimeout(resolve, 40));
    if (reply === "lost") throw new TypeError("Failed to fetch");
    return reply;
  };
  let keys = 0;
  return createPurchaseFlow({
    slug: "aurora-lamp",
    api: {
      send(ticket, wish: StoredWish) {
        world.sent.push({ key: wish.key, ticket, joinLine: wish.joinLine, atMs: Date.now() });
        return answerAfter(takeNext(world.sends));
      },
      current() {
        world.asked += 1;
        return answerAfter(takeNext(world.currents));
      },
    },
    tickets: createTicketKeeper({
      ask: async () => {
        world.tickets += 1;
        const expiresAt = new Date(begin + 3_600_000).toISOString();
        const data: TicketAnswer = { ticket: `t${world.tickets}`, validFrom: expiresAt, expiresAt };
        return { word: "answer", status: 200, data };
      },
      storage: null,
      name: "aurora-lamp:ana",
      nowMs: () => Date.now(),
    }),
    store: createWishStore(world.storage, "aurora-lamp", "ana"),
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    wait: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
    random: () => 0.5,
    makeKey: () => {
      keys += 1;
      return `key-${Date.now()}-${keys}`;
    },
  });
}

let world: World;
let flow: PurchaseFlow;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"], now: begin });
  const texts = new Map<string, string>();
  const storage: TextStorage = {
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
  };
  world = { sent: [], asked: 0, tickets: 0, sends: [accepted], currents: [nothing], storage };
  flow = open(world);
});

afterEach(() => {
  flow.stop();
  vi.useRealTimers();
});

const keysSent = () => new Set(world.sent.map((request) => request.key));

describe("a click", () => {
  it("says Sending at once and becomes an attempt with a receipt", async () => {
    flow.press(plain);
    expect(flow.wish().word).toBe("sending");
    await vi.advanceTimersByTimeAsync(50);
    expect(flow.wish()).toMatchObject({ word: "accepted", attempt: { attemptId, saleSlug: "aurora-lamp" } });
    expect(createWishStore(world.storage, "aurora-lamp", "ana").read()).toMatchObject({
      stage: "accepted",
      receipt: "r1",
    });
  });

  it("twenty clicks send one request", async () => {
    for (let click = 0; click < 20; click += 1) flow.press(plain);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.sent).toHaveLength(1);
  });

  it("keeps its key before anything is sent", () => {
    flow.press(plain);
    expect(createWishStore(world.storage, "aurora-lamp", "ana").read()).toMatchObject({ stage: "unknown" });
  });

  it("sends at most one request per 5 s for the shopper's own clicks, and holds the second back by itself", async () => {
    world.sends = [refusal("all_held"), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(50);
    expect(flow.wish()).toMatchObject({ word: "refused" });
    flow.press({ itemId: null, joinLine: true });
    expect(flow.wish()).toMatchObject({ word: "waiting", reason: "paced" });
    await vi.advanceTimersByTimeAsync(10_000);
    const [first, second] = world.sent;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(5_000);
    expect(second).toMatchObject({ joinLine: true, key: first?.key });
    expect(flow.wish().word).toBe("accepted");
  });
});

describe("a lost answer", () => {
  it("is asked about before it is sent again, and then goes with the same key", async () => {
    world.sends = ["lost", accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(60);
    expect(flow.wish().word).toBe("checking");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.asked).toBe(1);
    expect(world.sent).toHaveLength(2);
    expect(keysSent().size).toBe(1);
    expect(flow.wish().word).toBe("accepted");
  });

  it("that had arrived is not sent again", async () => {
    world.sends = ["lost"];
    world.currents = [current({ state: "reserved" })];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.sent).toHaveLength(1);
    expect(flow.wish()).toMatchObject({ word: "accepted", attempt: { state: "reserved" } });
  });

  it("is not taken for an earlier attempt of the account", async () => {
    flow.learn({ attemptId: older, saleSlug: "aurora-lamp", state: "lost", receivedAt: "", pollMs: 0 });
    world.sends = ["lost", accepted];
    world.currents = [current({ attemptId: older, state: "lost", pollMs: 0 })];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.sent).toHaveLength(2);
    expect(flow.wish()).toMatchObject({ word: "accepted", attempt: { attemptId } });
  });

  it("is handed back to the shopper in the end, and the next click is still the same wish", async () => {
    world.sends = ["lost"];
    world.currents = ["lost"];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(flow.wish()).toEqual({ word: "unanswered", sent: true });
    world.sends = [accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    expect(keysSent().size).toBe(1);
    expect(flow.wish().word).toBe("accepted");
  });

  it("after a stumble of the server is checked, too", async () => {
    world.sends = [refusal("internal"), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.asked).toBe(1);
    expect(keysSent().size).toBe(1);
    expect(flow.wish().word).toBe("accepted");
  });
});

describe("a refusal", () => {
  it("busy is resent with the same key after the wait, until it is accepted", async () => {
    world.sends = [refusal("busy", 1_000), refusal("busy", 1_000), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    expect(flow.wish()).toMatchObject({ word: "waiting", reason: "busy" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.sent).toHaveLength(3);
    expect(keysSent().size).toBe(1);
    for (let index = 1; index < 3; index += 1) {
      expect((world.sent[index]?.atMs ?? 0) - (world.sent[index - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(1_000);
    }
    expect(flow.wish().word).toBe("accepted");
  });

  it("busy for ever ends, instead of asking for ever", async () => {
    world.sends = [refusal("busy", 1_000)];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(200_000);
    expect(flow.wish()).toMatchObject({ word: "refused", problem: { code: "busy" } });
    const count = world.sent.length;
    await vi.advanceTimersByTimeAsync(200_000);
    expect(world.sent).toHaveLength(count);
  });

  it("a moment too early is resent once as the sale opens", async () => {
    world.sends = [refusal("not_open", 300), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.sent).toHaveLength(2);
    expect((world.sent[1]?.atMs ?? 0) - (world.sent[0]?.atMs ?? 0)).toBeGreaterThanOrEqual(300);
    expect(keysSent().size).toBe(1);
  });

  it("far too early is not resent", async () => {
    world.sends = [refusal("not_open", 60_000)];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(70_000);
    expect(world.sent).toHaveLength(1);
    expect(flow.wish()).toMatchObject({ word: "refused" });
  });

  it("a bad ticket is replaced once and the same key sent with the new one", async () => {
    world.sends = [refusal("bad_ticket"), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.sent.map((request) => request.ticket)).toEqual(["t1", "t2"]);
    expect(keysSent().size).toBe(1);
    expect(flow.wish().word).toBe("accepted");
  });

  it("two bad tickets are a refusal", async () => {
    world.sends = [refusal("bad_ticket")];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.sent).toHaveLength(2);
    expect(flow.wish()).toMatchObject({ word: "refused", problem: { code: "bad_ticket" } });
  });

  it("throttled counts down and ignores clicks until then", async () => {
    world.sends = [refusal("throttled", 6_000), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    expect(flow.wish()).toMatchObject({ word: "throttled" });
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(world.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_500);
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.sent).toHaveLength(2);
    expect(keysSent().size).toBe(1);
  });

  it("a used key gets a new one, but only with the shopper's next click", async () => {
    world.sends = [refusal("key_reused"), accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.sent).toHaveLength(1);
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    expect(keysSent().size).toBe(2);
  });

  it("is forgotten when later news has overtaken it", async () => {
    world.sends = [refusal("sold_out")];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    flow.forgetRefusal();
    expect(flow.wish()).toEqual({ word: "idle" });
  });
});

describe("the key", () => {
  it("of a finished attempt is not used again: the next click is a new wish", async () => {
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    flow.learn({ attemptId, saleSlug: "aurora-lamp", state: "expired", receivedAt: "", pollMs: 0 });
    await vi.advanceTimersByTimeAsync(6_000);
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    expect(keysSent().size).toBe(2);
  });

  it("of a running attempt is: a second tab that has not noticed sends the same", async () => {
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    const secondTab = open(world);
    secondTab.press(plain);
    await vi.advanceTimersByTimeAsync(100);
    secondTab.stop();
    expect(world.sent).toHaveLength(2);
    expect(keysSent().size).toBe(1);
  });

  it("changes with the item, which is another wish", async () => {
    world.sends = [refusal("all_held"), accepted];
    flow.press({ itemId: 1, joinLine: false });
    await vi.advanceTimersByTimeAsync(6_000);
    flow.press({ itemId: 2, joinLine: false });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keysSent().size).toBe(2);
  });
});

describe("after a reload", () => {
  async function pressAndReload(): Promise<void> {
    world.sends = ["lost", accepted];
    flow.press(plain);
    await vi.advanceTimersByTimeAsync(10);
    flow.stop();
    flow = open(world);
  }

  it("in the middle of sending, the click is found out about and carried on with its key", async () => {
    await pressAndReload();
    flow.resume();
    expect(flow.wish().word).toBe("checking");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keysSent().size).toBe(1);
    expect(flow.wish().word).toBe("accepted");
  });

  it("a click that had arrived is found and not sent again", async () => {
    await pressAndReload();
    world.currents = [current({ place: 214 })];
    flow.resume();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.sent).toHaveLength(1);
    expect(flow.wish()).toMatchObject({ word: "accepted", attempt: { place: 214 } });
  });

  it("an old click is left to the shopper: nobody buys in their absence", async () => {
    await pressAndReload();
    await vi.advanceTimersByTimeAsync(61_000);
    const asked = world.asked;
    flow.resume();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(flow.wish()).toEqual({ word: "idle" });
    expect(world.asked).toBe(asked);
  });

  it("with nothing pressed, nothing is asked or sent", async () => {
    flow.resume();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(world.sent).toHaveLength(0);
    expect(world.asked).toBe(0);
  });
});
