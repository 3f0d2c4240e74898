import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { fetchJson } from "./fetch-json";

let server: Server | null = null;

/** A real server on a free port that answers everything the same way. */
async function serve(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
  const address = started.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}/`;
}

afterEach(async () => {
  const running = server;
  server = null;
  if (running !== null) await new Promise((resolve) => running.close(resolve));
});

const limitReached = {
  type: "about:blank",
  title: "Limit reached",
  status: 409,
  code: "limit_reached",
  detail: "One per person.",
};

describe("fetchJson", () => {
  it("hands over the answer's JSON", async () => {
    const url = await serve((_request, response) => response.end('{"now":5}'));
    expect(await fetchJson(url)).toEqual({ word: "answer", status: 200, data: { now: 5 } });
  });

  it("sends a file as it is, under its own type", async () => {
    const url = await serve((request, response) => {
      request.setEncoding("utf8");
      let body = "";
      request.on("data", (part: string) => {
        body += part;
      });
      request.on("end", () => response.end(JSON.stringify({ type: request.headers["content-type"], body })));
    });
    const sent = await fetchJson(url, { method: "POST", raw: { type: "text/csv", content: new Blob(["slug\r\n"]) } });
    expect(sent).toMatchObject({ word: "answer", data: { type: "text/csv", body: "slug\r\n" } });
  });

  it("reads 204 as nothing", async () => {
    const url = await serve((_request, response) => response.writeHead(204).end());
    expect(await fetchJson(url)).toEqual({ word: "nothing" });
  });

  it("gives a refusal back as a value with its code", async () => {
    const url = await serve((_request, response) => response.writeHead(409).end(JSON.stringify(limitReached)));
    const outcome = await fetchJson(url);
    expect(outcome).toEqual({ word: "problem", status: 409, problem: limitReached, retryAfterMs: null });
  });

  it("takes the wait from the body before the header", async () => {
    const busy = { ...limitReached, status: 503, code: "busy", retryAfterMs: 1500 };
    const url = await serve((_request, response) => {
      response.writeHead(503, { "retry-after": "2" }).end(JSON.stringify(busy));
    });
    expect(await fetchJson(url)).toMatchObject({ word: "problem", retryAfterMs: 1500 });
  });

  it("reads a proxy's error page as busy with the header's wait", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(502, { "retry-after": "2" }).end("<html>Bad gateway</html>");
    });
    expect(await fetchJson(url)).toMatchObject({ word: "problem", problem: { code: "busy" }, retryAfterMs: 2000 });
  });

  it("does not believe a code it does not know", async () => {
    const url = await serve((_request, response) => {
      response.writeHead(500).end(JSON.stringify({ ...limitReached, code: "made_up" }));
    });
    expect(await fetchJson(url)).toMatchObject({ word: "problem", problem: { code: "internal" } });
  });

  it("does not take an unreadable success for an answer", async () => {
    const url = await serve((_request, response) => response.end("<html>Sign in to the Wi-Fi</html>"));
    expect(await fetchJson(url)).toMatchObject({ word: "problem", problem: { code: "internal" } });
  });

  it("throws when no answer comes", async () => {
    const url = await serve((request) => request.destroy());
    await expect(fetchJson(url)).rejects.toThrow();
  });
});
