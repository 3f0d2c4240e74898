import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSale } from "../testing/factories";
import { createHttpClient, type Reply, type RequestOptions } from "../testing/http-client";
import { createMarketer, type Marketer } from "../testing/marketer";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";
import { untilLoaded } from "../testing/shop-facts";

// The pages of a real shop with two web processes behind one port, rendered by the framework.

let shop: Shop;
let marketer: Marketer;

beforeAll(async () => {
  shop = await startShop({ env: { WEB_CONCURRENCY: "2" } });
  const [planner] = await makeShoppers(shop.pool, shop.keys, 1, { role: "marketer", appOrigin: shop.client.origin });
  if (planner === undefined) throw new Error("no marketer");
  marketer = createMarketer(shop.client, planner.cookie);
});

afterAll(async () => {
  await shop?.stop();
});

/** The same page over several new connections: they are dealt to the processes in turn. */
async function loadEverywhere(path: string, options: RequestOptions = {}): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (let connection = 0; connection < 6; connection += 1) {
    const client = createHttpClient(shop.client.origin);
    replies.push(await client.send(path, options));
    client.close();
  }
  return replies;
}

/** The phase the page itself was made for, before any script of it runs. */
const phaseOf = (reply: Reply) => /data-phase="([a-z]+)"/.exec(reply.text)?.[1];

async function phasesOf(slug: string): Promise<readonly string[]> {
  const phases = (await loadEverywhere(`/sales/${slug}`)).map((reply) => phaseOf(reply) ?? "none");
  return [...new Set(phases)];
}

const moveClock = (body: object) => shop.client.send("/api/test/clock", { method: "POST", body });

describe("a sale's page", () => {
  it("is right from either process at its start, its end, and after a pause", async () => {
    const startsAtMs = Date.now() + 600_000;
    const endsAtMs = startsAtMs + 600_000;
    const sale = await createSale(shop.pool, { startsAtMs, endsAtMs });
    await untilLoaded(shop, sale);
    await expect.poll(() => phasesOf(sale.slug)).toEqual(["scheduled"]);
    // The clock's move ends when every process has followed it: the very next load must be right.
    await moveClock({ freeze: startsAtMs });
    expect(await phasesOf(sale.slug)).toEqual(["live"]);
    await marketer.steer(sale.slug, "pause");
    await expect.poll(() => phasesOf(sale.slug)).toEqual(["paused"]);
    await marketer.steer(sale.slug, "resume");
    await expect.poll(() => phasesOf(sale.slug)).toEqual(["live"]);
    await moveClock({ freeze: endsAtMs });
    expect(await phasesOf(sale.slug)).toEqual(["ended"]);
    await moveClock({ offsetMs: 0 });
  });

  it("is the same page with the same tag, whoever made it", async () => {
    const sale = await createSale(shop.pool);
    await untilLoaded(shop, sale);
    // Pages say when they were made; both may make one on a slow machine.
    await moveClock({ freeze: Date.now() });
    const path = `/sales/${sale.slug}`;
    await expect
      .poll(async () => new Set((await loadEverywhere(path)).map((reply) => reply.status)))
      .toEqual(new Set([200]));
    const replies = await loadEverywhere(path);
    expect(new Set(replies.map((reply) => reply.headers.etag)).size).toBe(1);
    const [first] = replies;
    expect(first?.headers["content-security-policy"]).toContain("default-src 'self'");
    expect(first?.headers["cache-control"]).toBe("public, max-age=0, s-maxage=1");
    const again = await shop.client.send(path, { headers: { "if-none-match": String(first?.headers.etag) } });
    expect(again.status).toBe(304);
    await moveClock({ offsetMs: 0 });
  });

  it("still goes to the framework in parts", async () => {
    const sale = await createSale(shop.pool);
    await untilLoaded(shop, sale);
    await expect.poll(async () => (await shop.client.send(`/sales/${sale.slug}`)).status).toBe(200);
    const reply = await shop.client.send(`/sales/${sale.slug}`, { headers: { rsc: "1" } });
    const part = await shop.client.send(String(reply.headers.location), { headers: { rsc: "1" } });
    expect(part.headers["content-type"]).toContain("text/x-component");
  });
});

describe("a page in another language", () => {
  it("is kept, tagged and packed like the English one, and turns with the sale", async () => {
    const startsAtMs = Date.now() + 600_000;
    const sale = await createSale(shop.pool, { startsAtMs, endsAtMs: startsAtMs + 600_000 });
    await untilLoaded(shop, sale);
    await moveClock({ freeze: Date.now() });
    for (const path of ["/zh", `/zh/sales/${sale.slug}`]) {
      await expect.poll(async () => (await shop.client.send(path)).status).toBe(200);
      const replies = await loadEverywhere(path);
      expect(new Set(replies.map((reply) => reply.headers.etag)).size).toBe(1);
      const [first] = replies;
      expect(first?.text).toContain('<html lang="zh-CN" dir="ltr"');
      expect(first?.headers["cache-control"]).toBe("public, max-age=0, s-maxage=1");
      for (const coding of ["gzip", "br"]) {
        const headers = { "accept-encoding": coding };
        const packed = await shop.client.send(path, { headers });
        expect(packed.headers["content-encoding"]).toBe(coding);
        const again = await shop.client.send(path, {
          headers: { ...headers, "if-none-match": String(packed.headers.etag) },
        });
        expect(again.status).toBe(304);
      }
    }
    const phases = async () => new Set((await loadEverywhere(`/zh/sales/${sale.slug}`)).map(phaseOf));
    await moveClock({ freeze: startsAtMs });
    expect(await phases()).toEqual(new Set(["live"]));
    await moveClock({ offsetMs: 0 });
  });

  it("tells where it is to be had in every language", async () => {
    const sale = await createSale(shop.pool);
    await untilLoaded(shop, sale);
    for (const path of [`/sales/${sale.slug}`, `/zh/sales/${sale.slug}`]) {
      await expect.poll(async () => (await shop.client.send(path)).status).toBe(200);
      const { text } = await shop.client.send(path);
      const { origin } = shop.client;
      expect(text).toContain(`<link rel="canonical" href="${origin}${path}"/>`);
      expect(text).toContain(`<link rel="alternate" hrefLang="en" href="${origin}/sales/${sale.slug}"/>`);
      expect(text).toContain(`<link rel="alternate" hrefLang="zh-CN" href="${origin}/zh/sales/${sale.slug}"/>`);
    }
    const map = await shop.client.send("/sitemap.xml");
    expect(map.text).toContain(`<loc>${shop.client.origin}/zh/sales/${sale.slug}</loc>`);
  });

  it("says in that language that there is none", async () => {
    for (const path of ["/zh/sales/made-up", "/zh/nowhere"]) {
      const reply = await shop.client.send(path);
      expect(reply.status).toBe(404);
      expect(reply.text).toContain("这个地址没有页面");
    }
  });
});

it("an address of no sale is one page for all, made once", async () => {
  const replies = await Promise.all(
    Array.from({ length: 200 }, (_, number) => shop.client.send(`/sales/made-up-${number}`)),
  );
  expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([404]));
  expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
  expect(replies[0]?.text).toContain("There is no page at this address");
});
