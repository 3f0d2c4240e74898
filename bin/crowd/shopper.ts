import { setTimeout as delay } from "node:timers/promises";
import type { HistoryLine, ShopperStep } from "../../lib/audit/history/history-line";
import {
  type AcceptedAnswer,
  type AttemptAnswer,
  attemptIdOfOrder,
  type OrderAnswer,
  type Problem,
  type TicketAnswer,
} from "../../lib/domain";
import type { CrowdSale } from "./find-sale";
import type { Answer, Line, Sending } from "./open-line";
import type { PayWay } from "./pay-odds";
import type { ShopClock } from "./read-clock";
import type { Tally } from "./tally";
import type { History } from "./write-history";

/** Everything about one simulated shopper that is decided before anything happens. */
export interface ShopperPlan {
  readonly number: number;
  readonly accountId: string;
  readonly cookie: string;
  readonly key: string;
  readonly itemId: number;
  /** When the ticket is fetched and when the button is pressed, by the shop's clock. */
  readonly ticketAtMs: number;
  readonly clickAtMs: number;
  readonly thinkMs: number;
  readonly payWay: PayWay;
}

export interface Crowd {
  readonly line: Line;
  readonly clock: ShopClock;
  readonly sale: CrowdSale;
  readonly tally: Tally;
  readonly history: History;
  readonly stayMs: number;
  /** So many times in a row a shopper bears that nobody answers. */
  readonly lostMax: number;
  /** Some shoppers ask what no page asks, so that the history holds the shop's answer; see docs/how-to/simulate-a-crowd.md. */
  readonly probes: boolean;
}

/** How a shopper's way ended. */
export type Ending =
  /** Has nothing and may try again: refused, or the attempt came to nothing. */
  | { readonly word: "has_nothing" }
  /** Holds a unit and does not mean to pay. */
  | { readonly word: "holds"; readonly attemptId: string }
  | { readonly word: "gone" };

/** Being confirmed takes a second; whoever waits longer than this has no last word. */
const confirmedWithinMs = 60_000;
/** The longest a payment may take in the shop, and a minute. */
const paidWithinMs = 240_000;
const triesMax = 40;
const busyPauseMs = 1_000;
/** A poll whose answer says nothing about the next. */
const pollAnywayMs = 1_000;

/** The whole way of one shopper; what happens is in the tally and the history. Never rejects. */
export function walk(crowd: Crowd, plan: ShopperPlan): Promise<Ending> {
  return surely(crowd, () => createShopper(crowd, plan).walk());
}

/** Gives back what a shopper holds. */
export function giveBack(crowd: Crowd, plan: ShopperPlan, attemptId: string): Promise<Ending> {
  return surely(crowd, () => createShopper(crowd, plan).giveBack(attemptId));
}

/** Comes again with another key, and asks until it has a unit or `withinMs` are over. */
export function tryAgain(crowd: Crowd, plan: ShopperPlan, withinMs: number): Promise<Ending> {
  return surely(crowd, () => createShopper(crowd, plan).tryAgain(withinMs));
}

async function surely(crowd: Crowd, work: () => Promise<Ending>): Promise<Ending> {
  try {
    return await work();
  } catch (error) {
    // A shopper that cannot go on is a defect of the shop or of this program: it shows either way.
    crowd.tally.count("errors", `shopper: ${error instanceof Error ? error.message : String(error)}`);
    return { word: "gone" };
  }
}

function createShopper(crowd: Crowd, plan: ShopperPlan) {
  const { line, clock, sale, tally, history } = crowd;

  function note(type: HistoryLine["type"], f: ShopperStep, value: unknown): void {
    history.write({ process: plan.number, type, f, value, time: Math.round(clock.nowMs()) });
  }

  async function untilShop(ms: number): Promise<void> {
    const waitMs = clock.untilMs(ms);
    if (waitMs > 0) await delay(waitMs);
  }

  /** One request, with its answer in the history. Null when the network failed; the same request may then be sent again. */
  async function send(f: ShopperStep, value: object, sending: Omit<Sending, "cookie">): Promise<Answer | null> {
    tally.add("requests");
    note("invoke", f, value);
    try {
      const answer = await line.send({ ...sending, cookie: plan.cookie });
      if (hasFailed(answer)) {
        tally.count("errors", `${answer.status} ${codeOf(answer)}`);
        note("info", f, { ...value, error: codeOf(answer), answer: answer.body });
      } else if (answer.status < 400) note("ok", f, { ...value, answer: answer.body });
      else note("fail", f, { ...value, code: codeOf(answer), answer: answer.body });
      return answer;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
      tally.count("errors", `network ${code}`);
      note("info", f, { ...value, error: `network ${code}` });
      return null;
    }
  }

  /**
   * Sends until there is an answer that is no "come again". Null when there was none after many tries. Where the network
   * or the server failed nobody knows whether it was done: the same request is sent again, as a page does.
   */
  async function insist(f: ShopperStep, value: object, sending: Omit<Sending, "cookie">): Promise<Answer | null> {
    let lost = 0;
    for (let tries = 1; tries <= triesMax; tries += 1) {
      const answer = await send(f, value, sending);
      if (answer === null || hasFailed(answer)) {
        lost += 1;
        if (lost >= crowd.lostMax) return null;
        await delay(busyPauseMs);
        continue;
      }
      const code = codeOf(answer);
      if (answer.status < 400 || !comesAgain.has(code)) return answer;
      tally.count("askedAgain", code);
      await delay(retryAfterMs(answer));
    }
    return null;
  }

  function askTicket(): Promise<Answer | null> {
    const path = `/api/sales/${sale.slug}/ticket`;
    return insist("ticket", { accountId: plan.accountId }, { method: "POST", path, body: {} });
  }

  async function fetchTicket(): Promise<string | null> {
    const answer = await askTicket();
    if (answer === null) tally.count("refused", "no_answer");
    else if (answer.status >= 400) tally.count("refused", codeOf(answer));
    return ticketOf(answer);
  }

  /** The request to buy, as the history knows it and as it is sent. */
  function wishFor(ticket: string, wish: { readonly joinLine: boolean; readonly quantity?: number }) {
    const path = `/api/sales/${sale.slug}/attempts/${ticket}`;
    const body = { itemId: plan.itemId, ...wish };
    const value = { accountId: plan.accountId, key: plan.key, ...body };
    return { value, sending: { method: "POST", path, key: plan.key, body } } as const;
  }

  async function click(ticket: string, joinLine: boolean): Promise<Answer | null> {
    const { value, sending } = wishFor(ticket, { joinLine });
    return insist("attempt", value, sending);
  }

  function sinceClick(): number {
    return clock.nowMs() - plan.clickAtMs;
  }

  /** Presses the button, and joins the line where that is offered. */
  async function wish(ticket: string): Promise<AcceptedAnswer | null> {
    let answer = await click(ticket, false);
    tally.took("answer", sinceClick());
    if (answer !== null && codeOf(answer) === "all_held") {
      tally.count("askedAgain", "all_held");
      answer = await click(ticket, true);
    }
    if (answer !== null && answer.status < 400) {
      const accepted = answer.body as AcceptedAnswer;
      tally.add("accepted");
      if (accepted.place !== undefined) tally.add("inLine");
      return accepted;
    }
    tally.count("refused", answer === null ? "no_answer" : codeOf(answer));
    tally.took("decision", sinceClick());
    return null;
  }

  /** Polls until the attempt is neither being confirmed nor in line; null when it stays so for too long. */
  async function hearDecision(accepted: AcceptedAnswer): Promise<AttemptAnswer | "left" | null> {
    const { attemptId, receipt } = accepted;
    const acceptedAtMs = clock.nowMs();
    let confirmingSinceMs = acceptedAtMs;
    let pollMs = accepted.pollMs;
    for (;;) {
      await delay(pollMs);
      const answer = await send("poll", { attemptId }, { method: "GET", path: `/api/attempts/${attemptId}`, receipt });
      const attempt = answer?.status === 200 ? (answer.body as AttemptAnswer) : null;
      pollMs = attempt?.pollMs || (answer === null ? pollAnywayMs : retryAfterMs(answer));
      if (attempt !== null && attempt.state !== "queued") return attempt;
      if (attempt?.place !== undefined) {
        confirmingSinceMs = clock.nowMs();
        if (clock.nowMs() - acceptedAtMs > crowd.stayMs) return leave(attemptId);
      }
      if (clock.nowMs() - confirmingSinceMs > confirmedWithinMs) return null;
    }
  }

  async function leave(attemptId: string): Promise<"left" | null> {
    const answer = await insist(
      "leave",
      { attemptId },
      { method: "DELETE", path: `/api/attempts/${attemptId}`, body: {} },
    );
    return answer !== null && (answer.status < 400 || answer.status === 409) ? "left" : null;
  }

  async function pay(orderId: string): Promise<Ending> {
    await delay(plan.thinkMs);
    if (plan.payWay === "abandon") {
      tally.count("outcomes", "abandoned");
      return { word: "holds", attemptId: attemptIdOfOrder(orderId) };
    }
    let state = await payOnce(orderId, plan.payWay);
    // Whoever was declined tries another card.
    if (state === "reserved") state = await payOnce(orderId, "ok");
    if (state === null) tally.add("stuck");
    else if (state === "paid") tally.add("paid");
    tally.count("outcomes", state ?? "no last word on the payment");
    return { word: "gone" };
  }

  /** The state of the order when nothing more happens to it by itself; null when that does not come. */
  async function payOnce(orderId: string, simulate: Exclude<PayWay, "abandon">): Promise<string | null> {
    const path = `/api/orders/${orderId}`;
    const value = { orderId, simulate };
    const answer = await insist("pay", value, {
      method: "POST",
      path: `${path}/pay`,
      body: { method: "card", simulate },
    });
    if (answer === null) return null;
    const deadlineMs = clock.nowMs() + paidWithinMs;
    while (clock.nowMs() < deadlineMs) {
      const look = await send("look", { orderId }, { method: "GET", path });
      const order = look?.status === 200 ? (look.body as OrderAnswer) : null;
      if (order !== null && order.state !== "paying") return order.state;
      await delay(order?.pollMs || (look === null ? pollAnywayMs : retryAfterMs(look)));
    }
    return null;
  }

  /** The same wish once more, or another with the same key: what a page never sends unless an answer was lost. */
  async function probe(ticket: string): Promise<void> {
    const way = crowd.probes ? plan.number % probedOf : -1;
    if (way !== repeats && way !== changes) return;
    const wish = { joinLine: false, ...(way === changes ? { quantity: 2 } : {}) };
    const { value, sending } = wishFor(ticket, wish);
    await send("attempt", value, sending);
  }

  async function afterAccepted(accepted: AcceptedAnswer): Promise<Ending> {
    const decided = await hearDecision(accepted);
    if (decided === null) {
      tally.add("stuck");
      tally.count("outcomes", "no last word");
      return { word: "gone" };
    }
    if (decided === "left") {
      tally.count("outcomes", "left the line");
      return { word: "has_nothing" };
    }
    if (accepted.place === undefined) tally.took("decision", sinceClick());
    if (decided.state === "reserved" && decided.orderId !== undefined) return pay(decided.orderId);
    tally.count("outcomes", decided.reason === undefined ? decided.state : `${decided.state}: ${decided.reason}`);
    return { word: "has_nothing" };
  }

  return {
    async walk(): Promise<Ending> {
      await untilShop(plan.ticketAtMs);
      const ticket = await fetchTicket();
      if (ticket === null) return { word: "gone" };
      await untilShop(plan.clickAtMs);
      const accepted = await wish(ticket);
      if (accepted === null) return { word: "has_nothing" };
      const ending = await afterAccepted(accepted);
      await probe(ticket);
      return ending;
    },

    async giveBack(attemptId: string): Promise<Ending> {
      return (await leave(attemptId)) === "left" ? { word: "has_nothing" } : { word: "gone" };
    },

    async tryAgain(withinMs: number): Promise<Ending> {
      const ticket = ticketOf(await askTicket());
      if (ticket === null) return { word: "gone" };
      const untilMs = clock.nowMs() + withinMs;
      for (;;) {
        const answer = await click(ticket, false);
        if (answer !== null && answer.status < 400) {
          const accepted = answer.body as AcceptedAnswer;
          const decided = await hearDecision(accepted);
          return decided === null || decided === "left" || decided.state !== "reserved"
            ? { word: "has_nothing" }
            : { word: "holds", attemptId: accepted.attemptId };
        }
        if (answer === null || clock.nowMs() > untilMs) return { word: "has_nothing" };
        await delay(busyPauseMs);
      }
    },
  };
}

/** Of so many shoppers one sends its accepted wish again, and one another wish with the same key. */
const probedOf = 10;
const repeats = 3;
const changes = 7;

function ticketOf(answer: Answer | null): string | null {
  return answer !== null && answer.status < 400 ? (answer.body as TicketAnswer).ticket : null;
}

/** Refusals after which a page asks again with the same key. */
const comesAgain: ReadonlySet<string> = new Set(["not_open", "busy", "throttled", "paused"]);

function codeOf({ body, status }: Answer): string {
  return body !== null && typeof body === "object" && "code" in body ? String(body.code) : String(status);
}

/** A 5xx that is no polite refusal. */
function hasFailed(answer: Answer): boolean {
  return answer.status >= 500 && codeOf(answer) !== "busy";
}

function retryAfterMs({ body }: Answer): number {
  return (body as Partial<Problem> | null)?.retryAfterMs ?? pollAnywayMs;
}
