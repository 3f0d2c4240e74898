import { makeLine } from "../judge.mjs";
import { composeRequest } from "../load/compose-request";
import { createStopwatch } from "../load/latencies";
import { keepBusy, offerLoad } from "../load/offer-load";
import { openWire } from "../load/open-wire";
import type { Answer } from "../load/read-answers";
import { readCpu } from "../read-cpu.mjs";
import { countIn } from "../whole-sale/count-outcomes";
import { type BehindMeasure, type BehindStage, type MeasuredShop, withShop } from "./behind-measure";

/** Enough to find out what the shop can do, few enough that nobody is refused. */
const capacityConnections = 128;
/**
 * So many that each wish reaches the shop when it is due, as from as many browsers. With fewer the generator would wait
 * for answers, and the shop would never meet more than those.
 */
const overloadConnections = 8_192;
const otherConnections = 32;
const timesCapacity = 3;
const pagesPerSecond = 50;
const pollsPerSecond = 50;
/** More wins per second than a shop has on these machines: a closed run must not run out of shoppers. */
const mostPerSecond = 40_000;
const pollersMax = 500;

/** Three times as many wishes to buy as the shop can take, and a few who look at a page or follow an attempt. */
export const overload: BehindMeasure = {
  name: "overload",
  async run(stage) {
    const seen = await withShop(stage, { worker: false, backlog: "endless" }, (shop) => overloadShop(stage, shop));
    const what = `offered ${timesCapacity} times the capacity`;
    const none = { connections: null, against: "" };
    return {
      lines: [
        makeLine({
          ...none,
          what: `${what}, wins`,
          against: "at capacity",
          values: [seen.winsPerSecond / seen.capacityPerSecond],
          atLeast: 0.9,
        }),
        makeLine({ ...none, what: `${what}, wins, p99`, unit: "ms", values: [seen.winsMs.p99], atMost: 500 }),
        makeLine({ ...none, what: `${what}, pages, p99`, unit: "ms", values: [seen.pagesMs.p99], atMost: 100 }),
        makeLine({ ...none, what: `${what}, polls, p99`, unit: "ms", values: [seen.pollsMs.p99], atMost: 100 }),
        makeLine({ ...none, what: `${what}, errors`, values: [seen.errors.size], atMost: 0 }),
      ],
      seen: { ...seen, errors: Object.fromEntries(seen.errors) },
    };
  },
};

async function overloadShop({ shopSide, quick }: BehindStage, { port, pid }: MeasuredShop) {
  const sale = await shopSide.openSale({ stock: 100_000_000 });
  const polls = await shopSide.makePolls(sale, pollersMax);
  const page = composeRequest({ method: "GET", path: `/sales/${sale.slug}` });
  const capacityWire = await openWire(port, capacityConnections);
  const accepted = (answer: Answer | null) => answer?.status === 202;
  const findCapacity = (seconds: number) => {
    const buys = shopSide.makeBuys(sale, mostPerSecond * seconds);
    return keepBusy(capacityWire, {
      connections: capacityConnections,
      seconds,
      next: oneByOne(buys),
      counts: accepted,
    });
  };
  // What compiles itself on the way is warm before anything counts, the page is made.
  await findCapacity(1);
  await keepBusy(capacityWire, { connections: 1, seconds: 0.2, next: () => page, counts: accepted });
  const cpu = createCpuCounter(pid);
  const capacitySeconds = quick ? 1 : 3;
  const capacityPerSecond = await findCapacity(capacitySeconds);
  const winCpuMicros = cpu.spent() / (capacityPerSecond * capacitySeconds);

  const seconds = quick ? 2 : 6;
  const buysPerSecond = Math.round(capacityPerSecond * timesCapacity);
  const buys = shopSide.makeBuys(sale, buysPerSecond * seconds + 1);
  const [wire, otherWire] = await Promise.all([openWire(port, overloadConnections), openWire(port, otherConnections)]);
  const times = {
    wins: createStopwatch(),
    busy: createStopwatch(),
    pages: createStopwatch(),
    polls: createStopwatch(),
  };
  const errors = new Map<string, number>();
  const untilMs = performance.now() + seconds * 1_000;
  let winsInTime = 0;
  let waitedMost = 0;
  const served = (watch: (typeof times)["polls"], name: string) => (answer: Answer | null, tookMs: number) => {
    if (answer?.status === 200) watch.took(tookMs);
    else countIn(errors, `${name}: ${answer?.status ?? "no answer"}`);
  };
  cpu.spent();
  const { sentPerSecond } = await offerLoad(
    [
      {
        wire,
        perSecond: buysPerSecond,
        next: oneByOne(buys),
        heard(answer, tookMs) {
          waitedMost = Math.max(waitedMost, wire.waiting());
          if (answer?.status === 202) {
            times.wins.took(tookMs);
            if (performance.now() < untilMs) winsInTime += 1;
          } else if (answer?.status === 503) times.busy.took(tookMs);
          else countIn(errors, `buy: ${answer?.status ?? "no answer"}`);
        },
      },
      { wire: otherWire, perSecond: pagesPerSecond, next: () => page, heard: served(times.pages, "page") },
      { wire: otherWire, perSecond: pollsPerSecond, next: inTurns(polls), heard: served(times.polls, "poll") },
    ],
    seconds,
  );
  const [winsMs, busyMs] = [times.wins.latencies(), times.busy.latencies()];
  const busyCpuMicros = (cpu.spent() - winsMs.count * winCpuMicros) / busyMs.count;
  for (const one of [capacityWire, wire, otherWire]) one.close();
  await shopSide.closeSale(sale);
  return {
    capacityPerSecond,
    offeredPerSecond: buysPerSecond,
    sentPerSecond: sentPerSecond[0] ?? 0,
    winsPerSecond: winsInTime / seconds,
    /** Wishes that waited for a connection at the same time; above 0 the generator held something back. */
    waitedMost,
    winCpuMicros,
    busyCpuMicros,
    winsMs,
    busyMs,
    pagesMs: times.pages.latencies(),
    pollsMs: times.polls.latencies(),
    errors,
  };
}

/** What the process spent since it was last asked. */
function createCpuCounter(pid: number) {
  let before = readCpu(pid);
  return {
    spent(): number {
      const [last, now] = [before, readCpu(pid)];
      before = now;
      return now - last;
    },
  };
}

/** Each request once: every shopper is another one. */
function oneByOne(requests: readonly string[]): () => string {
  let sent = 0;
  return () => {
    const request = requests[sent++];
    if (request === undefined) throw new Error("the shop was faster than there were different requests for it");
    return request;
  };
}

function inTurns(requests: readonly string[]): () => string {
  let sent = 0;
  return () => requests[sent++ % requests.length] ?? "";
}
