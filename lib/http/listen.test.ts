import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createHotLane } from "./hot-lane";
import { closeServer, listenTo } from "./listen";
import { jsonAnswer } from "./message";
import { readNothing } from "./read-order";
import { createRoute } from "./route";

// The server against real sockets; Next is played by a handler that says it was asked.

let server: Server;
const failures: unknown[] = [];

afterEach(async () => {
  await closeServer(server, 100);
  expect(failures.splice(0)).toEqual([]);
});

async function serve(): Promise<void> {
  const route = createRoute(async () => ({
    appOrigin: "http://shop",
    readPass: () => null,
    logFailure: (error) => void failures.push(error),
    accounts: { requireRole: async () => ({ word: "not_signed_in" }) },
    apiKeys: { authorize: async () => ({ word: "unknown" }) },
    trustedProxyHops: 0,
  }));
  const POST = route({ access: "public", crossSite: "signed" }, async ({ request }) => {
    const body = await readNothing(request);
    return body.ok ? jsonAnswer(200, { read: true }) : body.answer;
  });
  server = await listenTo({
    host: "127.0.0.1",
    port: 0,
    hotLane: createHotLane({ "/api/echo/[word]": { POST } }),
    next: async (_message, response) => void response.end("next"),
    onError: (error) => void failures.push(error),
  });
}

/** Sends text over a socket and gives back all that came until the server closed it. */
function exchange(text: string): Promise<string> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let heard = "";
    socket.on("data", (chunk) => {
      heard += String(chunk);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(heard));
  });
}

const get = (target: string, method = "GET") =>
  exchange(`${method} ${target} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n`);

describe("the server", () => {
  it.each(["/api/echo/%E0%A4%A", "/api/orders/%00", "/sales/%00", "/%", "http://elsewhere/api/echo/a", "*"])(
    "answers the impossible address %s with a problem, and asks nobody",
    async (target) => {
      await serve();
      const heard = await get(target, "OPTIONS");
      expect(heard).toMatch(/^HTTP\/1\.1 400 /);
      expect(heard).toContain('"code":"invalid_request"');
      expect(heard).toContain("Cache-Control: private, no-store");
    },
  );

  it("hands other addresses to Next", async () => {
    await serve();
    expect(await get("/sales/caf%C3%A9?x=%00")).toContain("next");
  });

  it("ends a connection that wants another protocol", async () => {
    await serve();
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    expect(await exchange(`GET / HTTP/1.1\r\nHost: shop\r\n${upgrade}`)).toMatch(/^HTTP\/1\.1 501 /);
  });

  it("answers a request under way when it is stopped, and says that the connection ends with it", async () => {
    await serve();
    const { port } = server.address() as AddressInfo;
    const asked = new Promise((resolve) => server.once("request", resolve));
    const socket = connect(port, "127.0.0.1");
    const heard = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
      });
      socket.on("close", () => resolve(text));
    });
    const head =
      "POST /api/echo/a HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";
    socket.write(`${head}{`);
    await asked;
    const closed = closeServer(server, 5_000);
    socket.write("}");
    expect(await heard).toMatch(/^HTTP\/1\.1 200 .*Connection: close.*"read":true/s);
    await closed;
  });

  it("refuses a body that grows beyond the cap, and closes its connection", async () => {
    await serve();
    const chunk = `1000\r\n${"x".repeat(4096)}\r\n`;
    const heard = await exchange(
      `POST /api/echo/a HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`,
    );
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toContain("Connection: close");
    expect(heard).toContain("X-Content-Type-Options: nosniff");
  });

  it("takes a sender who goes away in mid-body for no failure of the shop", async () => {
    await serve();
    const { port } = server.address() as AddressInfo;
    const asked = new Promise((resolve) => server.once("request", resolve));
    const socket = connect(port, "127.0.0.1");
    socket.write(
      "POST /api/echo/a HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    );
    await asked;
    socket.destroy();
    await expect.poll(() => new Promise((resolve) => server.getConnections((_error, count) => resolve(count)))).toBe(0);
  });
});
