import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTcpProxy, type TcpProxy } from "./tcp-proxy";

/** Answers every piece it hears, in brackets. */
let server: Server;
let heard: string[];
let wire: TcpProxy;
let client: Socket;
let answers: string;

beforeEach(async () => {
  heard = [];
  answers = "";
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard.push(String(chunk));
      socket.write(`[${chunk}]`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  wire = await startTcpProxy({ host: "127.0.0.1", port });
  client = connect(wire.port, "127.0.0.1").setNoDelay(true);
  client.on("error", () => undefined);
  client.on("data", (chunk) => {
    answers += chunk;
  });
  await once(client, "connect");
});

afterEach(async () => {
  client.destroy();
  await wire.close();
  await new Promise((resolve) => server.close(resolve));
});

/** Sends a piece and waits for its answer, so that the next comes by itself. */
async function ask(text: string): Promise<void> {
  client.write(text);
  await expect.poll(() => answers).toContain(`[${text}]`);
}

describe("a wire", () => {
  it("holds a request, which the server never hears until it is let go", async () => {
    const stopped = wire.stopAt({ requests: [["COMMIT"]], hold: "request" });
    await ask("BEGIN");
    client.write("COMMIT");
    await stopped;
    expect(heard).toEqual(["BEGIN"]);
    wire.release();
    await expect.poll(() => answers).toBe("[BEGIN][COMMIT]");
  });

  it("holds an answer, when the server has done what it was asked", async () => {
    const stopped = wire.stopAt({ requests: [["COMMIT"]], hold: "reply" });
    await ask("BEGIN");
    client.write("COMMIT");
    await stopped;
    expect(heard).toEqual(["BEGIN", "COMMIT"]);
    expect(answers).toBe("[BEGIN]");
    wire.release();
    await expect.poll(() => answers).toBe("[BEGIN][COMMIT]");
  });

  it("stops at the request that comes after another of the same connection, and at no other", async () => {
    const stopped = wire.stopAt({ requests: [["INSERT", "order 7"], ["COMMIT"]], hold: "request" });
    await ask("INSERT order 6");
    await ask("COMMIT of 6");
    // What stands in two requests stands in none.
    await ask("INSERT line");
    await ask("order 7");
    await ask("COMMIT of a line");
    await ask("INSERT order 7");
    client.write("COMMIT of 7");
    await stopped;
    expect(heard).not.toContain("COMMIT of 7");
  });

  it("finds a text that comes in two pieces", async () => {
    const stopped = wire.stopAt({ requests: [[["never", "halved"]]], hold: "request" });
    await ask("hal");
    client.write("ved");
    await stopped;
    expect(heard).toEqual(["hal"]);
  });

  it("holds what the server says", async () => {
    const stopped = wire.stopAt({ hears: "[secret" });
    await ask("open");
    client.write("secret");
    await stopped;
    expect(answers).toBe("[open]");
  });
});
