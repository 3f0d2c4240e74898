import { composeAttemptId, orderIdOfAttempt } from "../domain";
import { intentsKey, saleKeys } from "../stock/keys";
import { acknowledgeScript, reserveScript, settleScript } from "../stock/scripts.generated";
import { scriptSha } from "./shop-facts";
import type { WireStop } from "./tcp-proxy";

// Where a process may die, by name. Each point is a moment on the wire between the process and one of its servers: what
// it sends or hears there is recognised, and nothing more gets through, so that a test can kill it exactly then. What
// each name means, and who goes on, is told in docs/crash-points.md.

/** What an order's bytes on the wire are recognised by. Empty where a scene has none. */
export interface Story {
  readonly saleId: number;
  readonly orderId: string;
  readonly paymentId: string;
  readonly chargeRef: string;
}

export interface CrashPoint<Scene extends WorkerScene | WebScene = WorkerScene | WebScene> {
  readonly name: string;
  /** What happens around it, see crash-scenes. */
  readonly scene: Scene;
  readonly wire: "postgres" | "redis";
  stop(story: Story): WireStop;
}

export type WorkerScene = "book" | "refuse" | "expire" | "tell" | "charge" | "ask" | "end" | "refund";
export type WebScene = "buy" | "pay" | "webhook";

type Request = readonly (string | readonly string[])[];

const neverAsked = (...requests: readonly Request[]): WireStop => ({ requests, hold: "request" });
const neverAnswered = (...requests: readonly Request[]): WireStop => ({ requests, hold: "reply" });
const commit: Request = ["COMMIT"];

// A connection sends a named statement's text once, and its name from then on.
const locksStock = (story: Story): Request => [["FOR KEY SHARE", "lock_stock"], parameter(story.saleId)];
const books = (story: Story): Request => [["INSERT INTO orders", "write_bookings"], composeOrderHead(story.saleId)];
const refuses = (story: Story): Request => ["INSERT INTO attempt_failures", composeAttemptId(story.saleId, "")];
const settles = (story: Story): Request => [callOf(settleScript, saleKeys(story.saleId).meta)];
const acknowledges = (story: Story): Request => [callOf(acknowledgeScript, intentsKey(story.saleId))];
const moves = (story: Story, state: string): Request => [story.orderId, state];
const refunds = (story: Story): Request => ["state = 'refunded'", story.chargeRef];
const reserves = (story: Story): Request => [callOf(reserveScript, saleKeys(story.saleId).meta)];
const opensPayment = (story: Story): Request => ["insert into payments", story.orderId];
const charges = (story: Story): Request => ["insert into simulated_charges", story.orderId];
const keepsEvent = (story: Story): Request => ["insert into payment_events", story.chargeRef];

function at<Scene extends WorkerScene | WebScene>(
  scene: Scene,
  wire: CrashPoint["wire"],
  points: Readonly<Record<string, CrashPoint["stop"]>>,
): readonly CrashPoint<Scene>[] {
  return Object.entries(points).map(([name, stop]) => ({ name: `${scene}.${name}`, scene, wire, stop }));
}

/** In the order of the steps. */
export const workerPoints: readonly CrashPoint<WorkerScene>[] = [
  ...at("book", "redis", {
    read: (story) => ({ hears: intentsKey(story.saleId) }),
  }),
  ...at("book", "postgres", {
    begun: (story) => neverAsked(locksStock(story)),
    inserted: (story) => neverAnswered(books(story)),
    "before-commit": (story) => neverAsked(books(story), commit),
    "after-commit": (story) => neverAnswered(books(story), commit),
  }),
  ...at("book", "redis", {
    "before-settle": (story) => neverAsked(settles(story)),
    "after-settle": (story) => neverAnswered(settles(story)),
    "before-acknowledge": (story) => neverAsked(acknowledges(story)),
    "after-acknowledge": (story) => neverAnswered(acknowledges(story)),
  }),
  ...at("refuse", "postgres", {
    "before-commit": (story) => neverAsked(refuses(story), commit),
  }),
  ...at("refuse", "redis", {
    "before-settle": (story) => neverAsked(settles(story)),
    "after-settle": (story) => neverAnswered(settles(story)),
  }),
  ...at("expire", "postgres", {
    begun: (story) => neverAsked(moves(story, "expired")),
    "before-commit": (story) => neverAsked(moves(story, "expired"), commit),
    "after-commit": (story) => neverAnswered(moves(story, "expired"), commit),
  }),
  ...at("tell", "redis", {
    "before-telling": (story) => neverAsked(settles(story)),
    told: (story) => neverAnswered(settles(story)),
  }),
  ...at("tell", "postgres", {
    "before-commit": () => neverAsked(["DELETE FROM outbox"], commit),
  }),
  ...at("charge", "postgres", {
    answered: (story) => neverAsked(moves(story, "paid")),
    "before-commit": (story) => neverAsked(moves(story, "paid"), commit),
    "after-commit": (story) => neverAnswered(moves(story, "paid"), commit),
  }),
  ...at("ask", "postgres", {
    claimed: (story) => ({ hears: story.paymentId }),
    answered: (story) => neverAsked(["for update", story.paymentId]),
  }),
  ...at("end", "postgres", {
    "before-commit": (story) => neverAsked(moves(story, "expired"), commit),
    "after-commit": (story) => neverAnswered(moves(story, "expired"), commit),
  }),
  ...at("refund", "postgres", {
    claimed: (story) => ({ hears: `refund:${story.paymentId}` }),
    "before-asking": (story) => neverAsked(refunds(story)),
    asked: (story) => neverAnswered(refunds(story)),
    "before-commit": (story) => neverAsked(moves(story, "refunded"), commit),
    "after-commit": (story) => neverAnswered(moves(story, "refunded"), commit),
  }),
];

export const webPoints: readonly CrashPoint<WebScene>[] = [
  ...at("buy", "redis", {
    "before-reserve": (story) => neverAsked(reserves(story)),
    reserved: (story) => neverAnswered(reserves(story)),
  }),
  ...at("pay", "postgres", {
    "before-commit": (story) => neverAsked(opensPayment(story), commit),
    "key-stored": (story) => neverAsked(charges(story)),
    charged: (story) => neverAnswered(charges(story)),
  }),
  ...at("webhook", "postgres", {
    "before-keeping": (story) => neverAsked(keepsEvent(story)),
    kept: (story) => neverAnswered(keepsEvent(story)),
  }),
];

export const crashPoints: readonly CrashPoint[] = [...workerPoints, ...webPoints];

/** A script's call with its first key, by its hash or, until a connection knows the script, by its source. */
function callOf(script: { readonly lua: string }, firstKey: string): readonly string[] {
  return keyCounts.flatMap((count) => {
    const rest = `\r\n$${count.length}\r\n${count}\r\n$${firstKey.length}\r\n${firstKey}\r\n`;
    return [`${scriptSha(script)}${rest}`, `${script.lua}${rest}`];
  });
}

/** A script for a sale takes this many keys: the sale's own, and a line per item. */
const keyCounts = ["1", "6", "7"];

/** What the ids of all orders of a sale begin with. */
function composeOrderHead(saleId: number): string {
  return orderIdOfAttempt(composeAttemptId(saleId, ""));
}

/** A statement's parameter as the driver sends it: its length, then its text. */
function parameter(value: number): string {
  const text = String(value);
  return `\0\0\0${String.fromCharCode(text.length)}${text}`;
}
