import { expect } from "@playwright/test";
import type { AcceptedAnswer, Problem } from "../lib/domain";
import { buy, postAttempt, untilAttempt } from "../lib/testing/buyers";
import { createHttpClient, type HttpClient } from "../lib/testing/http-client";
import { type MadeAccount, makeShoppers } from "./make-account";

interface Hold {
  readonly attemptId: string;
  readonly orderId: string;
}

/** Shoppers of a test who buy by the API, as many at once as one likes. */
export class Crowd {
  private constructor(
    private readonly client: HttpClient,
    readonly shoppers: readonly MadeAccount[],
  ) {}

  static async gather(origin: string, count: number): Promise<Crowd> {
    return new Crowd(createHttpClient(origin), await makeShoppers(origin, count));
  }

  /** What each of them hears: `accepted` or the code of the refusal, be it of the ticket or of the wish to buy. */
  async try(slug: string, shoppers: readonly MadeAccount[]): Promise<readonly string[]> {
    return Promise.all(
      shoppers.map(async (shopper) => {
        const asking = { method: "POST", cookie: shopper.cookie, body: {} } as const;
        const ticket = await this.client.send(`/api/sales/${slug}/ticket`, asking);
        if (ticket.status !== 200) return ticket.json<Problem>().code;
        const reply = await postAttempt(this.client, shopper, ticket.json<{ ticket: string }>().ticket, { slug });
        return reply.status < 300 ? "accepted" : reply.json<Problem>().code;
      }),
    );
  }

  /** Each of them gets a unit and holds it. */
  async hold(slug: string, shoppers: readonly MadeAccount[]): Promise<readonly Hold[]> {
    return Promise.all(
      shoppers.map(async (shopper) => {
        const reply = await buy(this.client, shopper, { slug });
        expect(reply.status, reply.text).toBe(202);
        const { attemptId } = reply.json<AcceptedAnswer>();
        const attempt = await untilAttempt(this.client, shopper, attemptId, ({ state }) => state === "reserved");
        return { attemptId, orderId: attempt.orderId ?? "" };
      }),
    );
  }

  /** Each of them gets a unit and pays for it. */
  async pay(slug: string, shoppers: readonly MadeAccount[]): Promise<void> {
    const holds = await this.hold(slug, shoppers);
    await Promise.all(
      shoppers.map(async (shopper, index) => {
        const { attemptId = "", orderId = "" } = holds[index] ?? {};
        const paying = { method: "POST", cookie: shopper.cookie, body: { method: "card" } } as const;
        const reply = await this.client.send(`/api/orders/${orderId}/pay`, paying);
        expect(reply.status, reply.text).toBeLessThan(300);
        await untilAttempt(this.client, shopper, attemptId, ({ state }) => state === "paid");
      }),
    );
  }

  leave(): void {
    this.client.close();
  }
}
