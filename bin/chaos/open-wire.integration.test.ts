import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openWire, type Wire } from "./open-wire";

let server: Server;
let wire: Wire;
let heard: string;
const clients: Socket[] = [];

beforeEach(async () => {
  heard = "";
  // Answers everything with the same, in capitals.
  server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => {
      heard += chunk;
      socket.write(String(chunk).toUpperCase());
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  wire = await openWire(typeof address === "object" && address !== null ? address.port : 0);
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await wire.close();
  await new Promise((resolve) => server.close(resolve));
});

async function open(): Promise<{ readonly socket: Socket; said(): string; readonly ended: Promise<unknown> }> {
  const socket = connect(wire.port, "127.0.0.1");
  clients.push(socket);
  let said = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise((resolve) => socket.once("close", resolve));
  await once(socket, "connect");
  return { socket, said: () => said, ended };
}

describe("a wire", () => {
  it("carries what both sides say", async () => {
    const { socket, said } = await open();
    socket.write("hello");
    await expect.poll(said).toBe("HELLO");
  });

  it("that is cut ends its connections and takes new ones", async () => {
    const first = await open();
    first.socket.write("a");
    await expect.poll(first.said).toBe("A");
    wire.cut();
    await first.ended;
    const second = await open();
    second.socket.write("b");
    await expect.poll(second.said).toBe("B");
  });

  it("that is frozen holds what is said until it is healed, of old connections and new ones", async () => {
    const before = await open();
    before.socket.write("a");
    await expect.poll(before.said).toBe("A");
    wire.freeze();
    before.socket.write("b");
    const during = await open();
    during.socket.write("c");
    expect([before.said(), during.said()]).toEqual(["A", ""]);
    wire.heal();
    await expect.poll(() => [before.said(), during.said()]).toEqual(["AB", "C"]);
  });

  it("that loses answers lets the request through and ends the connection instead of the answer", async () => {
    const { socket, said, ended } = await open();
    wire.loseAnswers();
    socket.write("take one");
    await ended;
    expect([heard, said()]).toEqual(["take one", ""]);
  });
});
