import { randomBytes } from "node:crypto";
import type { AttemptAnswer } from "../domain";
import type { HttpClient, Reply } from "./http-client";

/** A signed-in account of a test. */
export interface Buyer {
  readonly userId: string;
  readonly cookie: string;
}

export interface Wish {
  readonly slug: string;
  readonly key?: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export function makeKey(): string {
  return randomBytes(16).toString("base64url");
}

export async function getTicket(client: HttpClient, buyer: Buyer, slug: string): Promise<string> {
  const reply = await client.send(`/api/sales/${slug}/ticket`, { method: "POST", cookie: buyer.cookie, body: {} });
  if (reply.status !== 200) throw new Error(`no ticket for ${slug}: ${reply.status} ${reply.text}`);
  return reply.json<{ ticket: string }>().ticket;
}

/** One request to buy with a ticket the buyer already has. */
export function postAttempt(client: HttpClient, buyer: Buyer, ticket: string, wish: Wish): Promise<Reply> {
  return client.send(`/api/sales/${wish.slug}/attempts/${ticket}`, {
    method: "POST",
    cookie: buyer.cookie,
    headers: { "idempotency-key": wish.key ?? makeKey() },
    body: wish.body ?? {},
  });
}

/** Ticket and one request, as a page does it. */
export async function buy(client: HttpClient, buyer: Buyer, wish: Wish): Promise<Reply> {
  return postAttempt(client, buyer, await getTicket(client, buyer, wish.slug), wish);
}

/** The same, and once more with the same key as long as the answer asks for that. */
export async function buyAgainWhileBusy(
  client: HttpClient,
  buyer: Buyer,
  wish: Wish,
  withinMs = 20_000,
): Promise<Reply> {
  const deadline = Date.now() + withinMs;
  const again = { ...wish, key: wish.key ?? makeKey() };
  for (;;) {
    const reply = await buy(client, buyer, again);
    if (reply.status !== 503 || Date.now() > deadline) return reply;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Polls an attempt until it satisfies the condition; fails with its last state. */
export async function untilAttempt(
  client: HttpClient,
  buyer: Buyer,
  attemptId: string,
  condition: (attempt: AttemptAnswer) => boolean,
  withinMs = 20_000,
): Promise<AttemptAnswer> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const reply = await client.send(`/api/attempts/${attemptId}`, { cookie: buyer.cookie });
    const attempt = reply.status === 200 ? reply.json<AttemptAnswer>() : null;
    if (attempt !== null && condition(attempt)) return attempt;
    if (Date.now() > deadline) throw new Error(`attempt ${attemptId} stayed ${reply.status} ${reply.text}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
