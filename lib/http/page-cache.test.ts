import { createServer, type Server } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHttpClient, type HttpClient } from "../testing/http-client";
import { type CapturedPage, capturePage } from "./capture-page";
import { sendPage } from "./finished-page";
import { createPageCache, type PageCacheParts } from "./page-cache";

// A renderer that a test holds in its hand, behind the real cache and a real server.

interface Rendering {
  readonly path: string;
  readonly stamp: string;
  finish(page?: Partial<CapturedPage>): void;
  fail(): void;
}

let stamp: string;
let rendered: string | null;
let renderings: Rendering[];
let holding: boolean;
let errors: unknown[];
let server: Server;
let client: HttpClient;

const html = (stampNow: string, path: string) => `<p>${path} from ${stampNow}</p>`.repeat(200);

function pageFrom(stampNow: string, path: string): CapturedPage {
  const headers = { "content-type": "text/html; charset=utf-8", "cache-control": "public", vary: "rsc", date: "old" };
  return { status: 200, headers, body: Buffer.from(html(stampNow, path)) };
}

function render(path: string): Promise<CapturedPage> {
  const stampNow = stamp;
  return new Promise((resolve, reject) => {
    const rendering: Rendering = {
      path,
      stamp: stampNow,
      finish(page = {}) {
        rendered = stampNow;
        resolve({ ...pageFrom(stampNow, path), ...page });
      },
      fail: () => reject(new Error("the database is away")),
    };
    renderings.push(rendering);
    if (!holding) rendering.finish(path === "/-" ? { status: 404 } : {});
  });
}

async function serve(changes: Partial<PageCacheParts> = {}): Promise<void> {
  const pages = createPageCache({
    stampOf: () => stamp,
    stampOfRendered: () => rendered,
    isKnownSlug: (slug) => slug.startsWith("lamp"),
    render,
    makeOnce: (_name, make) => make(),
    onError: (error) => void errors.push(error),
    ...changes,
  });
  server = createServer(async (message, response) => {
    const [pathname = "/", query] = (message.url ?? "/").split("?");
    const page = await pages.find(message, pathname, query === undefined ? "" : `?${query}`);
    if (page === null) response.end("framework");
    else sendPage(message, response, page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  client = createHttpClient(`http://127.0.0.1:${address.port}`);
}

const untilRenderings = (count: number) => expect.poll(() => renderings.length).toBe(count);

beforeEach(() => {
  stamp = "scheduled";
  rendered = null;
  renderings = [];
  holding = false;
  errors = [];
});

afterEach(async () => {
  client.close();
  await new Promise((resolve) => server.close(resolve));
});

describe("a page", () => {
  it("is rendered once, whatever the query and the cookies", async () => {
    await serve();
    for (const path of ["/sales/lamp", "/sales/lamp?from=mail", "/sales/%6camp"]) {
      const reply = await client.send(path, { cookie: "zh_pass=somebody" });
      expect([reply.status, reply.text]).toEqual([200, html("scheduled", "/sales/lamp")]);
    }
    expect(renderings).toHaveLength(1);
  });

  it("is rendered once for all who come while it is rendered", async () => {
    holding = true;
    await serve();
    const replies = Array.from({ length: 50 }, () => client.send("/sales/lamp"));
    await untilRenderings(1);
    renderings[0]?.finish();
    for (const reply of await Promise.all(replies)) expect(reply.text).toBe(html("scheduled", "/sales/lamp"));
    expect(renderings).toHaveLength(1);
  });

  it("comes in the coding its reader asks for, each under a tag of its own", async () => {
    await serve();
    const plain = await client.send("/sales/lamp");
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.headers["content-length"]).toBe(String(Buffer.byteLength(plain.text)));
    const tags = new Set([plain.headers.etag]);
    for (const encoding of ["gzip", "br"]) {
      const head = await client.send("/sales/lamp", { method: "HEAD", headers: { "accept-encoding": encoding } });
      expect(head.headers["content-encoding"]).toBe(encoding);
      expect(head.headers.vary).toBe("rsc, Accept-Encoding");
      expect(Number(head.headers["content-length"])).toBeLessThan(1_000);
      expect(head.text).toBe("");
      tags.add(head.headers.etag);
      const bytes = await fetchBytes("/sales/lamp", encoding);
      expect(String(encoding === "gzip" ? gunzipSync(bytes) : brotliDecompressSync(bytes))).toBe(plain.text);
      expect(bytes.length).toBe(Number(head.headers["content-length"]));
    }
    expect(tags.size).toBe(3);
  });

  it("is not sent again to who has it", async () => {
    await serve();
    for (const encoding of ["identity", "gzip", "br"]) {
      const headers = { "accept-encoding": encoding };
      const etag = String((await client.send("/sales/lamp", { headers })).headers.etag);
      for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
        const reply = await client.send("/sales/lamp", { headers: { ...headers, "if-none-match": condition } });
        expect([reply.status, reply.text, reply.headers.etag]).toEqual([304, "", etag]);
        expect(reply.headers["cache-control"]).toBe("public");
        expect(reply.headers.vary).toContain("Accept-Encoding");
        expect(reply.headers["content-type"]).toBeUndefined();
      }
      const other = await client.send("/sales/lamp", { headers: { ...headers, "if-none-match": '"another"' } });
      expect(other.status).toBe(200);
    }
  });

  it("is sent whole to who asks for a range of it", async () => {
    await serve();
    const reply = await client.send("/sales/lamp", { headers: { range: "bytes=0-9" } });
    expect([reply.status, reply.text]).toEqual([200, html("scheduled", "/sales/lamp")]);
    expect(reply.headers["content-range"]).toBeUndefined();
  });

  it.each(["rsc", "next-router-prefetch", "next-router-segment-prefetch"])(
    "is left to the framework when the header %s asks for a part of it",
    async (name) => {
      await serve();
      expect((await client.send("/sales/lamp", { headers: { [name]: "1" } })).text).toBe("framework");
      expect((await client.send("/", { headers: { [name]: "1" } })).text).toBe("framework");
    },
  );

  it("is left to the framework when it is not read but sent to", async () => {
    await serve();
    expect((await client.send("/sales/lamp", { method: "POST", body: {} })).text).toBe("framework");
  });

  it("with a cookie is one reader's and kept for nobody", async () => {
    holding = true;
    await serve();
    for (const time of [1, 2]) {
      const reply = client.send("/sales/lamp");
      await untilRenderings(time);
      renderings[time - 1]?.finish({ headers: { "set-cookie": "who=me" } });
      await reply;
    }
  });
});

describe("a page whose stamp has turned", () => {
  it("is rendered anew for the next reader", async () => {
    await serve();
    await client.send("/sales/lamp");
    stamp = "live";
    expect((await client.send("/sales/lamp")).text).toBe(html("live", "/sales/lamp"));
    expect(renderings).toHaveLength(2);
  });

  it("while it was rendered goes to who asked before, and not to who asks after", async () => {
    holding = true;
    await serve();
    const early = client.send("/sales/lamp");
    await untilRenderings(1);
    stamp = "live";
    renderings[0]?.finish();
    expect((await early).text).toBe(html("scheduled", "/sales/lamp"));
    const next = client.send("/sales/lamp");
    await untilRenderings(2);
    renderings[1]?.finish();
    expect((await next).text).toBe(html("live", "/sales/lamp"));
  });

  it("is never kept under a stamp it was not made from", async () => {
    // The renderer joins a rendering of its own that began before the turn, and says so.
    await serve({ stampOfRendered: () => "older" });
    for (const time of [1, 2]) {
      await client.send("/sales/lamp");
      expect(renderings).toHaveLength(3 * time);
    }
  });

  it("is not joined to the rendering before the turn", async () => {
    holding = true;
    await serve();
    const early = client.send("/sales/lamp");
    await untilRenderings(1);
    stamp = "live";
    const late = Array.from({ length: 10 }, () => client.send("/sales/lamp"));
    // All ten are there, waiting: a request that came after them has been answered.
    await client.send("/account");
    renderings[0]?.finish();
    await untilRenderings(2);
    renderings[1]?.finish();
    expect((await early).text).toBe(html("scheduled", "/sales/lamp"));
    for (const reply of await Promise.all(late)) expect(reply.text).toBe(html("live", "/sales/lamp"));
    expect(renderings).toHaveLength(2);
  });

  it("is sent as it was while it cannot be rendered", async () => {
    await serve();
    await client.send("/sales/lamp");
    stamp = "live";
    holding = true;
    const reply = client.send("/sales/lamp");
    await untilRenderings(2);
    renderings[1]?.fail();
    expect((await reply).text).toBe(html("scheduled", "/sales/lamp"));
    // For a moment nobody tries again.
    expect((await client.send("/sales/lamp")).text).toBe(html("scheduled", "/sales/lamp"));
    expect(renderings).toHaveLength(2);
    expect(errors).toHaveLength(1);
  });
});

describe("a page that cannot be made", () => {
  it("is the framework's to explain, and tried again by the next reader", async () => {
    holding = true;
    await serve();
    const reply = client.send("/sales/lamp");
    await untilRenderings(1);
    renderings[0]?.fail();
    expect((await reply).text).toBe("framework");
    const next = client.send("/sales/lamp");
    await untilRenderings(2);
    renderings[1]?.finish();
    expect((await next).text).toBe(html("scheduled", "/sales/lamp"));
  });
});

describe("an address of no sale", () => {
  it("costs one rendering, however many there are", async () => {
    await serve();
    for (let number = 0; number < 200; number += 1) {
      const reply = await client.send(
        `/sales/${number % 2 === 0 ? `made-up-${number}` : `No Sale ${number}`.replaceAll(" ", "%20")}`,
      );
      expect(reply.status).toBe(404);
    }
    expect((await client.send("/sales/made-up/line")).status).toBe(404);
    expect((await client.send("/sales/made-up", { headers: { rsc: "1" } })).status).toBe(404);
    expect(renderings.map((rendering) => rendering.path)).toEqual(["/-"]);
  });

  it("is answered in the address's language, by a page that is there", async () => {
    await serve();
    for (const path of ["/zh/sales/made-up", "/zh/nowhere", "/zh/missing"]) {
      expect((await client.send(path)).status).toBe(404);
    }
    expect(renderings.map((rendering) => rendering.path)).toEqual(["/zh/missing"]);
  });

  it("is sent whole whatever its reader has", async () => {
    await serve();
    const headers = { "if-none-match": "*" };
    expect((await client.send("/sales/made-up", { headers })).status).toBe(404);
  });
});

it("keeps no more than its bound", async () => {
  const bytes = Buffer.byteLength(html("scheduled", "/sales/lamp-1"));
  await serve({ bytesMax: bytes * 5 });
  for (let number = 0; number < 10; number += 1) await client.send(`/sales/lamp-${number}`);
  await client.send("/sales/lamp-9");
  expect(renderings).toHaveLength(10);
  await client.send("/sales/lamp-0");
  expect(renderings).toHaveLength(11);
});

describe("capturing a page", () => {
  it("takes what a handler writes in pieces, with its headers", async () => {
    const captured = await capturePage(
      async (message, response) => {
        response.setHeader("X-Asked", `${message.method} ${message.url} ${message.headers.host}`);
        response.writeHead(201, { "Content-Type": "text/plain" });
        response.write("one ");
        response.end(Buffer.from("two"));
      },
      "/page",
      "shop",
    );
    expect(captured.status).toBe(201);
    expect(String(captured.body)).toBe("one two");
    expect(captured.headers).toMatchObject({ "x-asked": "GET /page shop", "content-type": "text/plain" });
  });

  it("fails when the handler does", async () => {
    await expect(capturePage(async () => Promise.reject(new Error("no")), "/page", "shop")).rejects.toThrow("no");
  });
});

async function fetchBytes(path: string, encoding: string): Promise<Buffer> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, client.origin), { headers: { "accept-encoding": encoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks)));
    });
    sent.on("error", reject);
    sent.end();
  });
}
