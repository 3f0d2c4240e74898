import { setTimeout as delay } from "node:timers/promises";
import type { AcceptedAnswer, AttemptAnswer, OrderAnswer, SaleStateAnswer } from "../../lib/domain";
import { makeLine, median } from "../judge.mjs";
import { composeRequest } from "../load/compose-request";
import { openWire, type Wire } from "../load/open-wire";
import { readAheadMs } from "../load/shop-time";
import { type BehindMeasure, type BehindStage, withShop } from "./behind-measure";

const processes = 2;
/** Each process takes connections in turn, so these reach every one of them. */
const watchers = 8;
const lookEveryMs = 5;
const giveUpMs = 30_000;

/** The start: so many clicks in each millisecond from shortly before it. */
const clicksFromMs = -3;
const clicksUntilMs = 20;
const clicksPerMs = 8;
const startsInMs = 1_500;
const startConnections = 64;
const units = 4;

/** How soon everybody meets what has changed: the start of a sale and its end by the last unit. */
export const switches: BehindMeasure = {
  name: "switches",
  async run(stage) {
    const rounds = Array.from({ length: stage.quick ? 2 : 15 });
    const starts: number[] = [];
    const ends: SoldOut[] = [];
    await withShop(stage, { processes }, async ({ port }) => {
      for (const _ of rounds) starts.push(await measureStart(stage, port));
      for (const _ of rounds) ends.push(await measureSoldOut(stage, port));
    });
    const held = ends.map(({ heldSeenMs }) => heldSeenMs);
    const soldOut = ends.map(({ goneSeenMs }) => goneSeenMs);
    return {
      lines: [
        ...lines("start to first accepted buy", starts, 20),
        ...lines("last unit taken, seen by every process", held, 1_000),
        ...lines("sold out, seen by every process", soldOut, 1_000),
      ],
      seen: { processes, startToFirstAcceptedMs: starts, lastUnitTakenSeenMs: held, soldOutSeenMs: soldOut },
    };
  },
};

function lines(what: string, values: readonly number[], atMost: number) {
  const sorted = values.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
  const none = { connections: null, against: "", unit: "ms", atMost };
  return [
    makeLine({ ...none, what: `${what}, median`, values: [median(values)] }),
    makeLine({ ...none, what: `${what}, p95`, values: [p95] }),
  ];
}

/** From the start of a sale to the first answer that says yes, as heard by shoppers who click around that moment. */
async function measureStart({ shopSide, contestants }: BehindStage, port: number): Promise<number> {
  const startsAtMs = Math.ceil((Date.now() + startsInMs) / 1_000) * 1_000;
  const sale = await shopSide.openSale({ stock: 10_000, startsAtMs });
  const count = (clicksUntilMs - clicksFromMs) * clicksPerMs;
  const buyers = await shopSide.makeBuyers(sale, count);
  const clicks = buyers.map(({ cookie, ticket, key }, number) => ({
    atMs: startsAtMs + clicksFromMs + Math.floor(number / clicksPerMs),
    request: composeRequest({
      method: "POST",
      path: `/api/sales/${sale.slug}/attempts/${ticket}`,
      origin: contestants.settings.origin,
      ...{ cookie, key },
      body: {},
    }),
  }));
  const wire = await openWire(port, startConnections);
  const aheadMs = readAheadMs();
  const nowMs = () => performance.now() + aheadMs;
  let firstMs = Number.POSITIVE_INFINITY;
  let earlyMs = 0;
  let answered = 0;
  let sent = 0;
  while (answered < count) {
    for (let click = clicks[sent]; click !== undefined && nowMs() >= click.atMs; click = clicks[sent]) {
      sent += 1;
      wire.send(click.request, (answer) => {
        answered += 1;
        if (answer?.status !== 202) return;
        const receivedAtMs = Date.parse((JSON.parse(answer.text()) as AcceptedAnswer).receivedAt);
        earlyMs = Math.max(earlyMs, startsAtMs - receivedAtMs);
        firstMs = Math.min(firstMs, nowMs());
      });
    }
    if (nowMs() > startsAtMs + giveUpMs) throw new Error("not every click at the start was answered");
    await delay(1);
  }
  wire.close();
  await shopSide.closeSale(sale);
  if (earlyMs > 0) throw new Error(`a buy was accepted ${earlyMs} ms too early`);
  return firstMs - startsAtMs;
}

interface SoldOut {
  /** From the last acceptance, as its shopper heard it, until every process says that all is held. */
  readonly heldSeenMs: number;
  /** From the last payment, as the order's history tells it, until every process says that all is gone. */
  readonly goneSeenMs: number;
}

async function measureSoldOut({ shopSide, contestants }: BehindStage, port: number): Promise<SoldOut> {
  const { origin } = contestants.settings;
  const sale = await shopSide.openSale({ stock: units });
  const buyers = await shopSide.makeBuyers(sale, units);
  const wire = await openWire(port, units);
  const watching = await watchState(port, sale.slug);
  try {
    const accepted = await Promise.all(
      buyers.map(async ({ cookie, ticket, key }) => {
        const path = `/api/sales/${sale.slug}/attempts/${ticket}`;
        const answer = await ask<AcceptedAnswer>(wire, { method: "POST", path, cookie, key, origin, body: {} });
        return { cookie, attemptId: answer.attemptId, heardAtMs: watching.nowMs() };
      }),
    );
    const lastTakenMs = Math.max(...accepted.map(({ heardAtMs }) => heardAtMs));
    const heldAtMs = await watching.seen("held");
    const paid = await Promise.all(
      accepted.map(async ({ cookie, attemptId }) => {
        const attempt = await until(
          () => ask<AttemptAnswer>(wire, { method: "GET", path: `/api/attempts/${attemptId}`, cookie }),
          ({ orderId }) => orderId !== undefined,
        );
        const path = `/api/orders/${attempt.orderId}`;
        await ask(wire, {
          method: "POST",
          path: `${path}/pay`,
          cookie,
          origin,
          body: { method: "card", simulate: "ok" },
        });
        const order = await until(
          () => ask<OrderAnswer>(wire, { method: "GET", path, cookie }),
          ({ state }) => state === "paid",
        );
        return Date.parse(order.history.find(({ kind }) => kind === "paid")?.at ?? "");
      }),
    );
    const goneAtMs = await watching.seen("gone");
    return {
      heldSeenMs: Math.max(0, heldAtMs - lastTakenMs),
      goneSeenMs: Math.max(0, goneAtMs - Math.max(...paid)),
    };
  } finally {
    watching.stop();
    wire.close();
    await shopSide.closeSale(sale);
  }
}

/** Looks at a sale's state over connections to every process, each as often as it can. */
async function watchState(port: number, slug: string) {
  const aheadMs = readAheadMs();
  const nowMs = () => performance.now() + aheadMs;
  const request = composeRequest({ method: "GET", path: `/api/sales/${slug}/state` });
  const wires = await Promise.all(Array.from({ length: watchers }, () => openWire(port, 1)));
  /** When each first said so, by band of stock. */
  const firsts = wires.map(() => new Map<string, number>());
  let isOver = false;
  for (const [number, wire] of wires.entries()) {
    const look = () =>
      wire.send(request, (answer) => {
        if (answer?.status === 200) {
          const { stock } = JSON.parse(answer.text()) as SaleStateAnswer;
          const first = firsts[number];
          if (first?.has(stock) === false) first.set(stock, nowMs());
        }
        if (!isOver) setTimeout(look, lookEveryMs);
      });
    look();
  }
  return {
    nowMs,
    /** When the last of them first said so. */
    async seen(stock: string): Promise<number> {
      await until(
        async () => firsts,
        (all) => all.every((first) => first.has(stock)),
      );
      return Math.max(...firsts.map((first) => first.get(stock) ?? Number.NaN));
    },
    stop() {
      isOver = true;
      for (const wire of wires) wire.close();
    },
  };
}

async function until<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const untilMs = performance.now() + giveUpMs;
  for (;;) {
    const seen = await look();
    if (isSo(seen)) return seen;
    if (performance.now() > untilMs) throw new Error(`did not come in ${giveUpMs} ms: ${JSON.stringify(seen)}`);
    await delay(lookEveryMs);
  }
}

/** Asks again while the shop is busy: a process may not have heard of a new sale yet. */
async function ask<T>(wire: Wire, parts: Parameters<typeof composeRequest>[0]): Promise<T> {
  const request = composeRequest(parts);
  const answer = await until(
    () =>
      new Promise<{ status: number; text: string }>((resolve) => {
        wire.send(request, (heard) => resolve({ status: heard?.status ?? 503, text: heard?.text() ?? "no answer" }));
      }),
    ({ status }) => status !== 503,
  );
  if (answer.status < 300) return JSON.parse(answer.text) as T;
  throw new Error(`${parts.method} ${parts.path}: ${answer.status} ${answer.text}`);
}
