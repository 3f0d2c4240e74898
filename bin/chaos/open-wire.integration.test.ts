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

  it("that loses the answers to some words carries everything else", async () => {
    const first = await open();
    wire.loseAnswersTo(["COMMIT"]);
    first.socket.write("begin");
    await expect.poll(first.said).toBe("BEGIN");
    first.socket.write("commit");
    await first.ended;
    expect([heard, first.said()]).toEqual(["begincommit", "BEGIN"]);
    wire.heal();
    const second = await open();
    second.socket.write("commit");
    await expect.poll(second.said).toBe("COMMIT");
  });

  it("that is frozen one way carries the other way, and the rest when it is healed", async () => {
    const { socket, said } = await open();
    socket.write("a");
    await expect.poll(said).toBe("A");
    wire.freeze("answered");
    socket.write("b");
    await expect.poll(() => heard).toBe("ab");
    expect(said()).toBe("A");
    wire.heal();
    await expect.poll(said).toBe("AB");
    wire.freeze("asked");
    socket.write("c");
    expect(heard).toBe("ab");
    wire.heal();
    await expect.poll(said).toBe("ABC");
  });

  it("that is slow carries everything in order, also what comes when it is fast again", async () => {
    const { socket, said } = await open();
    wire.delay(300);
    const sentMs = performance.now();
    socket.write("a");
    await expect.poll(said).toBe("A");
    // Both ways; a timer may be a millisecond early.
    expect(performance.now() - sentMs).toBeGreaterThan(590);
    socket.write("b");
    await expect.poll(() => heard).toBe("ab");
    wire.delay(0);
    socket.write("c");
    await expect.poll(said).toBe("ABC");
  });

  it("leads to another server when it is told to, and ends what led to the first", async () => {
    const other = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => socket.write("other"));
    });
    other.listen(0, "127.0.0.1");
    await once(other, "listening");
    const first = await open();
    const address = other.address();
    wire.leadTo(typeof address === "object" && address !== null ? address.port : 0);
    await first.ended;
    const second = await open();
    second.socket.write("a");
    await expect.poll(second.said).toBe("other");
    second.socket.destroy();
    await new Promise((resolve) => other.close(resolve));
  });
});
