import { describe, expect, it } from "vitest";
import { createHotLane } from "./hot-lane";
import { type Answer, type HttpRequest, jsonAnswer } from "./message";

function echo(name: string) {
  return {
    answer: async (_request: HttpRequest, params: unknown): Promise<Answer> => jsonAnswer(200, { name, params }),
  };
}

const lane = createHotLane({
  "/api/time": { GET: echo("time") },
  "/api/sales/[slug]/state": { GET: echo("state") },
  "/api/things/[id]": { GET: echo("thing") },
  "/api/things/all": { GET: echo("all things") },
  "/api/sales/[slug]/attempts/[ticket]": { POST: echo("buy") },
});

function ask(method: string, pathname: string): Answer | Promise<Answer> | null {
  return lane.answer({
    method,
    pathname,
    searchParams: new URLSearchParams(),
    header: () => null,
    readBody: async () => "",
    readBytes: async () => Buffer.alloc(0),
    peerAddress: null,
  });
}

const bodyOf = async (answering: Answer | Promise<Answer> | null) => JSON.parse((await answering)?.body ?? "null");

describe("the hot lane", () => {
  it("answers its own paths with their parameters", async () => {
    expect(await bodyOf(ask("GET", "/api/time"))).toEqual({ name: "time", params: {} });
    expect(await bodyOf(ask("POST", "/api/sales/lamp/attempts/t.1-x_y"))).toEqual({
      name: "buy",
      params: { slug: "lamp", ticket: "t.1-x_y" },
    });
  });

  it("prefers a path to a pattern that would fit it too, wherever they stand", async () => {
    expect(await bodyOf(ask("GET", "/api/things/all"))).toEqual({ name: "all things", params: {} });
    expect(await bodyOf(ask("GET", "/api/things/one"))).toEqual({ name: "thing", params: { id: "one" } });
  });

  it.each([
    "/",
    "/api",
    "/api/times",
    "/api/sales//state",
    "/api/sales/lamp",
    "/api/sales/lamp/state/more",
    "/api/time/",
  ])("leaves %s to Next", (pathname) => {
    expect(ask("GET", pathname)).toBeNull();
  });

  it("answers HEAD like GET and names the methods it takes", async () => {
    expect((await ask("HEAD", "/api/time"))?.status).toBe(200);
    const refused = await ask("PUT", "/api/time");
    expect(refused?.status).toBe(405);
    expect(refused?.headers.Allow).toBe("GET, HEAD");
  });

  it("decodes segments and survives broken encodings", async () => {
    expect(await bodyOf(ask("GET", "/api/sales/a%20b/state"))).toMatchObject({ params: { slug: "a b" } });
    expect(await bodyOf(ask("GET", "/api/sales/%E0%A4%A/state"))).toMatchObject({ params: { slug: "%E0%A4%A" } });
  });
});
