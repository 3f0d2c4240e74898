import type { Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { HotLane } from "./hot-lane";
import { closeServer, listenTo } from "./listen";
import { type CsvTable, respondCsv } from "./respond-csv";
import { webResponse } from "./web";

let server: Server | null = null;
let errors: unknown[] = [];

afterEach(async () => {
  if (server !== null) await closeServer(server, 100);
  server = null;
  errors = [];
});

const table = (pages: CsvTable["pages"], bom = false): CsvTable => ({ name: "orders", header: ["a", "b"], pages, bom });

async function* pagesOf(...pages: readonly (readonly (readonly string[])[])[]) {
  yield* pages;
}

/** Serves one table at every address and says where. */
async function serve(made: CsvTable): Promise<string> {
  const hotLane: HotLane = { answer: () => Promise.resolve(respondCsv(made)), covers: () => true };
  const next = () => Promise.resolve();
  server = await listenTo({ host: "127.0.0.1", port: 0, hotLane, next, onError: (error) => errors.push(error) });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/orders.csv`;
}

describe("a CSV file", () => {
  it("comes as a download, page after page, with its header first", async () => {
    const url = await serve(table(pagesOf([["1", "=2"]], [["3", "4"]]), true));
    const reply = await fetch(url);
    expect(reply.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(reply.headers.get("content-disposition")).toBe('attachment; filename="orders.csv"');
    expect(reply.headers.get("content-length")).toBeNull();
    const bytes = new Uint8Array(await reply.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe("a,b\r\n1,'=2\r\n3,4\r\n");
  });

  it("is the same when Next answers, and only its headers when they alone are asked for", async () => {
    const made = table(pagesOf([["1", "2"]]));
    expect(await webResponse(respondCsv(made)).text()).toBe("a,b\r\n1,2\r\n");
    const read = vi.fn();
    async function* neverRead() {
      read();
      yield [["1", "2"]];
    }
    const reply = await fetch(await serve(table(neverRead())), { method: "HEAD" });
    expect(reply.status).toBe(200);
    expect(read).not.toHaveBeenCalled();
  });

  it("that fails half-way ends broken, so that nobody takes a part for the whole", async () => {
    async function* failing() {
      yield [["1", "2"]];
      throw new Error("the database is away");
    }
    const url = await serve(table(failing()));
    await expect(fetch(url).then((reply) => reply.text())).rejects.toThrow();
    await vi.waitFor(() => expect(errors).toHaveLength(1), 4_000);
  });

  it("waits for a client that reads slowly, and ends when the client is gone", async () => {
    let made = 0;
    let ended = false;
    const page = Array.from({ length: 100 }, () => ["x".repeat(1_000), "y"]);
    async function* endless() {
      try {
        for (;;) {
          made += 1;
          yield page;
        }
      } finally {
        ended = true;
      }
    }
    const url = new URL(await serve(table(endless())));
    const socket = connect(Number(url.port), url.hostname);
    socket.write("GET /api/orders.csv HTTP/1.1\r\nHost: shop\r\n\r\n");
    await new Promise((resolve) => socket.once("readable", resolve));
    // Nobody reads: it goes on until every buffer on the way is full, and then stands still.
    let before = -1;
    await vi.waitFor(() => {
      const still = made === before;
      before = made;
      if (!still) throw new Error("still writing");
    }, 4_000);
    expect(made).toBeLessThan(1_000);
    socket.destroy();
    await vi.waitFor(() => expect(ended).toBe(true), 4_000);
  });
});
