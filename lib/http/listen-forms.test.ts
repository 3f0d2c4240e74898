import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttpClient, type HttpClient } from "../testing/http-client";
import { createHotLane } from "./hot-lane";
import { closeServer, listenTo } from "./listen";
import { createLoadGuard, type LoadGuard } from "./load-guard";
import { seeOther } from "./see-other";

// Where forms go in the server; Next is played by a handler that says it was asked.

let server: Server;
let client: HttpClient;
let guard: LoadGuard;
const failures: unknown[] = [];

beforeEach(async () => {
  guard = createLoadGuard();
  const buy = { answer: async () => seeOther("/sales/lamp/buy?attempt=a1") };
  server = await listenTo({
    host: "127.0.0.1",
    port: 0,
    hotLane: createHotLane({ "/api/sales/[slug]/attempts/[ticket]": { POST: buy } }),
    forms: createHotLane({ "/sales/[slug]/buy": { POST: buy } }),
    next: async (_message, response) => void response.end("next"),
    front: { pages: null, guard, onRefused: () => undefined },
    onError: (error) => void failures.push(error),
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  client = createHttpClient(`http://127.0.0.1:${address.port}`);
});

afterEach(async () => {
  client.close();
  await closeServer(server, 100);
  expect(failures.splice(0)).toEqual([]);
});

describe("a form", () => {
  it("is answered at its page's address, where everything else is the page", async () => {
    const sent = await client.send("/sales/lamp/buy", { method: "POST", body: "a=1" });
    expect([sent.status, sent.headers.location, sent.text]).toEqual([303, "/sales/lamp/buy?attempt=a1", ""]);
    for (const method of ["GET", "HEAD", "PUT"] as const) {
      expect((await client.send("/sales/lamp/buy", { method })).status).toBe(200);
    }
    expect((await client.send("/sales/lamp/buy")).text).toBe("next");
    expect((await client.send("/sales/lamp", { method: "POST", body: "a=1" })).text).toBe("next");
  });
});

describe("who is refused for want of room", () => {
  beforeEach(() => {
    guard.enter = () => false;
  });

  it("by a form is told to send the same form again, as a page", async () => {
    const reply = await client.send("/sales/lamp/buy", { method: "POST", body: "a=1" });
    expect([reply.status, reply.headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
    expect(Number(reply.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect(reply.headers["cache-control"]).toBe("private, no-store");
    expect(reply.text).toContain("Reload this page to send the same form again");
    expect(reply.headers.refresh).toBeUndefined();
  });

  it("by a page is shown one that asks again by itself", async () => {
    const reply = await client.send("/sales/lamp/buy");
    expect([reply.status, reply.headers["content-type"]]).toEqual([503, "text/html; charset=utf-8"]);
    expect(reply.headers.refresh).toBe(reply.headers["retry-after"]);
    expect(reply.text).toContain("This page asks again by itself.");
  });

  it("by the API hears it as a program does", async () => {
    const reply = await client.send("/api/sales/lamp/attempts/t", { method: "POST", body: {} });
    expect([reply.status, reply.headers["content-type"]]).toEqual([503, "application/problem+json; charset=utf-8"]);
  });
});
