import { join } from "node:path";
import { Redis } from "ioredis";

// What is measured over HTTP: who takes part in each measure, what is sent, and what its outcome is compared with.

/** @typedef {import("./contestants.mjs").Name} Name */
/** @typedef {import("./load-generator.mjs").Load} Load */
/** @typedef {Partial<Record<Name, Load>>} Loads one round's outcome */

/**
 * @typedef {object} Judgement
 * @property {string} what
 * @property {string} against
 * @property {(loads: Record<Name, Load>) => number} value
 * @property {number} [atLeast]
 * @property {number} [atMost]
 * @property {string} [unit] of the value; a ratio without
 * @property {number} [connections] only with this many
 */

/**
 * @typedef {object} Turn
 * @property {import("./load-generator.mjs").Requests} requests
 * @property {"served" | "refused"} expected
 * @property {boolean} [onlyOnce] each request may be sent once
 * @property {() => Promise<void>} [after]
 */

/**
 * @typedef {object} HttpMeasure
 * @property {string} name
 * @property {readonly Name[]} contestants
 * @property {boolean} [warmsUp] sent once before anything counts; others are like one of these
 * @property {(stage: Stage, contestant: Name, seconds: number) => Promise<Turn>} prepare
 * @property {readonly Judgement[]} judgements
 */

/**
 * @typedef {object} Stage
 * @property {string} directory
 * @property {any} shopSide
 * @property {string} bareRedisUrl
 */

const hourMs = 3_600_000;
/** More requests per second than anybody here answers, so that a file of different shoppers lasts for a run. */
const mostPerSecond = { ok: 60_000, bare: 48_000, next: 4_000, shop: 48_000, two: 60_000 };

/** @type {HttpMeasure} */
const buyAndWin = {
  name: "buy, win",
  warmsUp: true,
  contestants: ["bare", "shop", "next", "two"],
  async prepare({ directory, shopSide, bareRedisUrl }, contestant, seconds) {
    const sale = await shopSide.openSale({ stock: 100_000_000 });
    const file = join(directory, `${contestant}-buys`);
    const requests = await shopSide.writeBuys(file, sale, mostPerSecond[contestant] * seconds);
    if (contestant === "bare") await refillBare(bareRedisUrl);
    return { requests, expected: "served", onlyOnce: true, after: () => shopSide.closeSale(sale) };
  },
  judgements: [
    {
      what: "buy, win",
      against: "bare part",
      value: ({ shop, bare }) => shop.perSecond / bare.perSecond,
      atLeast: 0.8,
    },
    {
      what: "buy, win",
      against: "next start",
      value: ({ shop, next }) => shop.perSecond / next.perSecond,
      atLeast: 15,
    },
    {
      what: "buy, win, p99",
      against: "bare part",
      value: ({ shop, bare }) => shop.p99Ms / bare.p99Ms,
      atMost: 1.5,
      connections: 256,
    },
    {
      what: "buy, win, two processes",
      against: "one",
      value: ({ two, shop }) => two.perSecond / shop.perSecond,
      atLeast: 1.15,
    },
  ],
};

/** @param {string} url */
async function refillBare(url) {
  const redis = new Redis(url);
  await redis.flushall();
  await redis.set("stock", 100_000_000);
  redis.disconnect();
}

/**
 * A wish to buy that is refused, beside a server that says ok to it.
 *
 * @param {string} name
 * @param {() => object} wish the sale
 * @param {boolean} [soldOut]
 * @returns {HttpMeasure}
 */
const buyAndLose = (name, wish, soldOut = false) => ({
  name: `buy, ${name}`,
  contestants: ["ok", "shop"],
  async prepare({ directory, shopSide }, contestant, seconds) {
    const sale = await shopSide.openSale(wish(), soldOut);
    // Nobody is throttled: everybody asks once.
    const file = join(directory, `${contestant}-losers`);
    const count = contestant === "ok" ? 1_000 : mostPerSecond.shop * seconds;
    const requests = await shopSide.writeBuys(file, sale, count);
    const expected = contestant === "ok" ? "served" : "refused";
    return { requests, expected, onlyOnce: contestant !== "ok", after: () => shopSide.closeSale(sale) };
  },
  judgements: [
    {
      what: `buy, ${name}`,
      against: "node:http ok",
      value: ({ shop, ok }) => shop.perSecond / ok.perSecond,
      atLeast: 0.85,
    },
  ],
});

/** @type {HttpMeasure} */
const state = {
  name: "state",
  warmsUp: true,
  contestants: ["ok", "shop"],
  async prepare({ directory, shopSide }) {
    const sale = await shopSide.openSale({ stock: 1_000 });
    const requests = await shopSide.writeGet(join(directory, "state"), `/api/sales/${sale.slug}/state`);
    return { requests, expected: "served", after: () => shopSide.closeSale(sale) };
  },
  judgements: [
    { what: "state", against: "node:http ok", value: ({ shop, ok }) => shop.perSecond / ok.perSecond, atLeast: 0.85 },
  ],
};

/** @type {HttpMeasure} */
const poll = {
  name: "poll",
  warmsUp: true,
  contestants: ["bare", "shop"],
  async prepare({ directory, shopSide }) {
    const sale = await shopSide.openSale({ stock: 10_000 });
    const requests = await shopSide.writePolls(join(directory, "polls"), sale, 2_000);
    return { requests, expected: "served", after: () => shopSide.closeSale(sale) };
  },
  judgements: [
    {
      what: "attempt poll",
      against: "bare part",
      value: ({ shop, bare }) => shop.perSecond / bare.perSecond,
      atLeast: 0.85,
    },
  ],
};

/**
 * @param {string} name
 * @param {string} header
 * @returns {HttpMeasure}
 */
const page = (name, header) => ({
  name: `page, ${name}`,
  warmsUp: name === "identity",
  contestants: ["next", "shop"],
  async prepare({ directory, shopSide }) {
    const sale = await shopSide.openSale({ stock: 1_000, description: "A lamp of folded aluminium. ".repeat(40) });
    const requests = await shopSide.writeGet(join(directory, "page"), `/sales/${sale.slug}`, header);
    return { requests, expected: "served", after: () => shopSide.closeSale(sale) };
  },
  judgements: [
    {
      what: `product page, ${name}`,
      against: "next start",
      value: ({ shop, next }) => shop.perSecond / next.perSecond,
      atLeast: 14,
    },
    {
      what: `product page, ${name}, p99`,
      against: "",
      value: ({ shop }) => shop.p99Ms,
      atMost: 25,
      unit: "ms",
      connections: 256,
    },
  ],
});

/** @type {readonly HttpMeasure[]} */
export const httpMeasures = [
  buyAndWin,
  buyAndLose("sold out", () => ({ stock: 1 }), true),
  buyAndLose("ended", () => ({ startsAtMs: Date.now() - 2 * hourMs, endsAtMs: Date.now() - hourMs })),
  buyAndLose("not open", () => ({ startsAtMs: Date.now() + 25 * 60_000 })),
  state,
  poll,
  page("identity", ""),
  page("gzip", "Accept-Encoding: gzip, deflate"),
  page("brotli", "Accept-Encoding: gzip, deflate, br, zstd"),
];
