import { randomBytes } from "node:crypto";
import type { AdminSaleAnswer, MonitorAnswer } from "../domain";
import type { HttpClient, Reply } from "./http-client";

/** Somebody who plans and steers sales by the HTTP API, as a script does. */
export interface Marketer {
  readonly cookie: string;
  send(
    method: "GET" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Reply>;
  /** A new draft; fails with the answer's text. */
  create(wish?: Readonly<Record<string, unknown>>): Promise<AdminSaleAnswer>;
  /** A verb of a sale that must succeed. */
  steer(slug: string, verb: string, body?: unknown, headers?: Record<string, string>): Promise<AdminSaleAnswer>;
  monitor(slug: string): Promise<MonitorAnswer>;
}

/** A sale as a marketer would send it: ten units for an hour from five minutes from now, unless the wish says otherwise. */
export function saleToSend(wish: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const nowMs = Date.now();
  return {
    slug: `api-${randomBytes(5).toString("hex")}`,
    title: "Aurora desk lamp",
    description: "A lamp of folded aluminium.",
    images: [{ url: "/products/aurora-desk-lamp.svg", alt: "A desk lamp of folded aluminium" }],
    items: [{ sku: "LAMP", name: "One size", stock: 10 }],
    price: { minor: 7_900, currency: "EUR" },
    regularPrice: { minor: 12_900, currency: "EUR" },
    startsAt: new Date(nowMs + 300_000).toISOString(),
    endsAt: new Date(nowMs + 3_900_000).toISOString(),
    timeZone: "Europe/Berlin",
    ...wish,
  };
}

export function createMarketer(client: HttpClient, cookie: string): Marketer {
  const send: Marketer["send"] = (method, path, body, headers = {}) =>
    client.send(path, { method, cookie, headers, ...(method === "GET" ? {} : { body: body ?? {} }) });

  async function expectStatus(status: number, sent: Promise<Reply>): Promise<Reply> {
    const reply = await sent;
    if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}: ${reply.text}`);
    return reply;
  }

  return {
    cookie,
    send,
    async create(wish) {
      const reply = await expectStatus(201, send("POST", "/api/admin/sales", saleToSend(wish)));
      return reply.json<AdminSaleAnswer>();
    },
    async steer(slug, verb, body, headers) {
      const reply = await expectStatus(200, send("POST", `/api/admin/sales/${slug}/${verb}`, body, headers));
      const answer = reply.json<AdminSaleAnswer & { sale?: AdminSaleAnswer }>();
      return answer.sale ?? answer;
    },
    async monitor(slug) {
      const reply = await expectStatus(200, send("GET", `/api/admin/sales/${slug}/monitor`));
      return reply.json<MonitorAnswer>();
    },
  };
}
