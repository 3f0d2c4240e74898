import type { ShopperPlan } from "../../bin/crowd/shopper";
import type { HistoryLine, ShopperStep } from "../../lib/audit/history/history-line";
import type { AcceptedAnswer, AttemptAnswer, Problem, TicketAnswer } from "../../lib/domain";
import type { Agenda } from "../load/agenda";
import { composeRequest } from "../load/compose-request";
import type { Wire } from "../load/open-wire";
import type { Answer } from "../load/read-answers";
import { countIn, type Outcomes, type Step } from "./count-outcomes";

export interface WalkParts {
  readonly wire: Wire;
  readonly agenda: Agenda;
  readonly outcomes: Outcomes;
  readonly slug: string;
  readonly origin: string;
  /** How far the shop's clock is ahead of the steady one. */
  readonly aheadMs: number;
  /** Lines are kept and written when all is over: the time of a crowd is too dear for a disk. */
  readonly history: HistoryLine[];
  readonly answered: (plan: ShopperPlan) => void;
}

interface Shopper {
  readonly plan: ShopperPlan;
  ticket: string;
  joinsLine: boolean;
  attempt: Pick<AcceptedAnswer, "attemptId" | "receipt">;
  hasAnswer: boolean;
}

/** Refusals after which a page asks again with the same key. */
const comesAgain: ReadonlySet<string> = new Set(["not_open", "busy", "throttled", "paused"]);
/** After an answer that says nothing about when to come again. */
const againAnywayMs = 1_000;

/**
 * Puts the ways of many shoppers into an agenda: a ticket, a click at the planned moment whatever became of others, the
 * line where it is offered, and polls as the answers ask for. What bin/crowd does, without a promise and a timer for each
 * step, and without paying: 100 000 of them have two processors, and the shop is on the same.
 */
export function walkShoppers(parts: WalkParts, plans: readonly ShopperPlan[]): void {
  const { agenda, aheadMs } = parts;
  for (const plan of plans) {
    const shopper: Shopper = {
      plan,
      ticket: "",
      joinsLine: false,
      attempt: { attemptId: "", receipt: "" },
      hasAnswer: false,
    };
    const dueMs = plan.ticketAtMs - aheadMs;
    agenda.at(dueMs, () => askTicket(parts, shopper, dueMs));
  }
}

function askTicket(parts: WalkParts, shopper: Shopper, dueMs: number): void {
  const { plan } = shopper;
  const path = `/api/sales/${parts.slug}/ticket`;
  const request = composeRequest({ method: "POST", path, cookie: plan.cookie, origin: parts.origin, body: {} });
  const value = { accountId: plan.accountId };
  insist({ parts, shopper, step: "ticket", f: "ticket", value, request, dueMs }, (body) => {
    shopper.ticket = (body as TicketAnswer).ticket;
    const clickMs = plan.clickAtMs - parts.aheadMs;
    parts.agenda.at(clickMs, () => click(parts, shopper, clickMs));
  });
}

function click(parts: WalkParts, shopper: Shopper, dueMs: number): void {
  const { plan, joinsLine } = shopper;
  const path = `/api/sales/${parts.slug}/attempts/${shopper.ticket}`;
  const body = { itemId: plan.itemId, joinLine: joinsLine };
  const { cookie, key } = plan;
  const request = composeRequest({ method: "POST", path, cookie, origin: parts.origin, key, body });
  const value = { accountId: plan.accountId, key, ...body };
  const step = joinsLine ? "join the line" : "attempt";
  insist({ parts, shopper, step, f: "attempt", value, request, dueMs }, (answer) => {
    const { attemptId, receipt, place, pollMs } = answer as AcceptedAnswer;
    shopper.attempt = { attemptId, receipt };
    if (place !== undefined) hearLastWord(parts, shopper, "in line");
    pollIn(parts, shopper, pollMs);
  });
}

function pollIn(parts: WalkParts, shopper: Shopper, waitMs: number): void {
  const dueMs = performance.now() + waitMs;
  parts.agenda.at(dueMs, () => poll(parts, shopper, dueMs));
}

function poll(parts: WalkParts, shopper: Shopper, dueMs: number): void {
  const { attemptId, receipt } = shopper.attempt;
  const path = `/api/attempts/${attemptId}`;
  const request = composeRequest({ method: "GET", path, cookie: shopper.plan.cookie, receipt });
  send({ parts, shopper, step: "poll", f: "poll", value: { attemptId }, request, dueMs }, ({ word, body }) => {
    if (word !== "yes") return pollIn(parts, shopper, retryAfterMs(body));
    const { state, place, pollMs } = body as AttemptAnswer;
    if (place !== undefined) hearLastWord(parts, shopper, "in line");
    else if (state !== "queued") return hearLastWord(parts, shopper, state);
    pollIn(parts, shopper, pollMs || againAnywayMs);
  });
}

interface Asking {
  readonly parts: WalkParts;
  readonly shopper: Shopper;
  readonly step: Step;
  readonly f: ShopperStep;
  readonly value: object;
  readonly request: string;
  readonly dueMs: number;
}

/** Asks until there is an answer that is no "come again"; `done` hears the body of one that is a yes. */
function insist(asking: Asking, done: (body: unknown) => void): void {
  const { parts, shopper } = asking;
  send(asking, ({ word, code, body }) => {
    if (word === "yes") return done(body);
    if (word === "no" && code === "all_held" && !shopper.joinsLine) {
      shopper.joinsLine = true;
      return click(parts, shopper, performance.now());
    }
    if (word === "no" && !comesAgain.has(code)) return hearLastWord(parts, shopper, code);
    if (word === "no") countIn(parts.outcomes.askedAgain, code);
    const nextMs = performance.now() + retryAfterMs(body);
    parts.agenda.at(nextMs, () => insist({ ...asking, dueMs: nextMs }, done));
  });
}

/** `unknown`: nobody knows whether it was done. */
interface Said {
  readonly word: "yes" | "no" | "unknown";
  readonly code: string;
  readonly body: unknown;
}

/** One request and its answer, both in the history. */
function send({ parts, shopper, step, f, value, request, dueMs }: Asking, done: (said: Said) => void): void {
  const { wire, outcomes } = parts;
  outcomes.requests += 1;
  outcomes.lateness.took(performance.now() - dueMs);
  note(parts, shopper, "invoke", f, value);
  wire.send(request, (answer) => {
    outcomes.answers += 1;
    outcomes.times[step].took(performance.now() - dueMs);
    const said = readAnswer(answer);
    const { word, code, body } = said;
    if (word === "yes") note(parts, shopper, "ok", f, { ...value, answer: body });
    else if (word === "no") note(parts, shopper, "fail", f, { ...value, code, answer: body });
    else {
      countIn(outcomes.errors, `${step}: ${code}`);
      note(parts, shopper, "info", f, { ...value, error: code, answer: body });
    }
    done(said);
  });
}

function readAnswer(answer: Answer | null): Said {
  if (answer === null) return { word: "unknown", code: "no answer", body: null };
  const body = readBody(answer);
  const code = codeOf(answer.status, body);
  if (answer.status < 400) return { word: "yes", code, body };
  return { word: answer.status < 500 || code === "busy" ? "no" : "unknown", code, body };
}

/** Once for each shopper; who is in line goes on polling all the same. */
function hearLastWord(parts: WalkParts, shopper: Shopper, word: string): void {
  if (shopper.hasAnswer) return;
  shopper.hasAnswer = true;
  parts.outcomes.lastWord.took(performance.now() + parts.aheadMs - shopper.plan.clickAtMs);
  countIn(parts.outcomes.became, word);
  parts.answered(shopper.plan);
}

function note(
  parts: WalkParts,
  { plan }: Shopper,
  type: HistoryLine["type"],
  f: HistoryLine["f"],
  value: object,
): void {
  parts.history.push({ process: plan.number, type, f, value, time: Math.round(performance.now() + parts.aheadMs) });
}

/** Null for what is no JSON. */
function readBody(answer: Answer): unknown {
  try {
    return JSON.parse(answer.text());
  } catch {
    return null;
  }
}

function codeOf(status: number, body: unknown): string {
  return body !== null && typeof body === "object" && "code" in body ? String(body.code) : String(status);
}

function retryAfterMs(body: unknown): number {
  return (body as Partial<Problem> | null)?.retryAfterMs ?? againAnywayMs;
}
