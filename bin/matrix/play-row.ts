import { setTimeout as delay } from "node:timers/promises";
import type { ShopPool } from "../../lib/platform/postgres";
import { judgeRun, untilWell } from "../chaos/judge-run";
import { makeSale, type SaleWish } from "../chaos/make-sale";
import type { FragileShop } from "../chaos/open-shop";
import { signInPeople } from "../chaos/sign-in-people";
import { findSale } from "../crowd/find-sale";
import { type Line, openLine } from "../crowd/open-line";
import { planCrowd } from "../crowd/plan-crowd";
import { readShopClock, type ShopClock } from "../crowd/read-clock";
import { type Crowd, type ShopperPlan, walk } from "../crowd/shopper";
import { createTally, type Tally } from "../crowd/tally";
import { type HistoryLine, noteCrowd, noteFault } from "../crowd/write-history";
import type { FaultRow } from "./fault-row";
import { type Measured, measureLine } from "./measure-line";
import { soldMeanwhile } from "./sold-meanwhile";

/** What became of one row. */
export interface RowOutcome {
  readonly name: string;
  /** What buying was answered while it was broken, and how often. */
  readonly heard: Readonly<Record<string, number>>;
  /** Of all answers to buying while it was broken, the slowest refusal; null when nobody was refused. */
  readonly slowestRefusalMs: number | null;
  /** Of all requests of all people. */
  readonly slowestAnswerMs: number;
  /** From the moment the fault began to be mended until a buy was accepted, and until somebody heard of an order. */
  readonly acceptedAfterMs: number | null;
  readonly orderAfterMs: number | null;
  /** The same until every check of the audit was well. */
  readonly wellAfterMs: number;
  readonly accepted: number;
  /** Accepted for what there was plenty of, and then told that it came to nothing. */
  readonly lost: Readonly<Record<string, number>>;
  /** Everything that must not be. */
  readonly violations: readonly string[];
}

/** Few units and many who want them: whoever sells one twice is found out. */
const scarce = 8;
const crowdSize = 24;
/** Of these there are always some: nobody may be told that they are gone. */
const plenty = 1_000;
/** Somebody new asks for one of them this often, from the start until well after the fault. */
const askEveryMs = 100;
/** Each row has people of its own. */
const peopleMax = 300;
const startsInMs = 2_000;
const startsInMostMs = 20_000;
const brokenAtMs = 400;
const lookOnMs = 2_500;
/** Of the crowd, everybody has clicked so long after the fault. */
const lateMs = 800;
/** Whoever is in line leaves it after this. */
const stayMs = 2_000;
/** They bear longer than people that nobody answers. */
const lostMax = 40;
const ways = [
  { way: "ok", weight: 80 },
  { way: "abandon", weight: 20 },
] as const;

/** A short sale in which one thing goes wrong; then everything is measured and compared. */
export async function playRow(
  shop: FragileShop,
  pool: ShopPool,
  row: FaultRow,
  number: number,
  onBreak: () => void = () => undefined,
): Promise<RowOutcome> {
  const measured: Measured[] = [];
  const open = (address: string) => measureLine(openLine(address, shop.origin, 200), (one) => void measured.push(one));
  const lines = shop.addresses.map(open);
  try {
    return await play(shop, pool, row, { number, lines, measured, onBreak });
  } finally {
    for (const line of lines) line.close();
  }
}

interface Play {
  readonly number: number;
  readonly lines: readonly Line[];
  readonly measured: readonly Measured[];
  readonly onBreak: () => void;
}

async function play(shop: FragileShop, pool: ShopPool, row: FaultRow, how: Play): Promise<RowOutcome> {
  const { lines, measured, number } = how;
  const [line] = lines;
  if (line === undefined) throw new Error("a shop has at least one address");
  await shop.untilReady();
  const endsBefore = countOwnEnds(shop);
  const clock = await readShopClock(line);
  const brokenForMs = (row.takesMs ?? 0) + row.forMs;
  const asking = Math.ceil((brokenAtMs + brokenForMs + lookOnMs) / askEveryMs);
  const people = await signInPeople(shop, pool, {
    role: "shopper",
    first: 1 + number * peopleMax,
    count: crowdSize + asking,
  });
  const slug = await makeSaleInTime(shop, pool, clock, { seed: number, stock: [scarce, plenty], ...row.sale });
  const sale = await findSale(pool, slug);
  const [scarceItem = 0, plentyItem = 0] = sale.itemIds;
  const breakIt = await row.ready({ shop, pool, saleId: sale.id });

  const plan = (from: number, to: number, itemId: number) => {
    const wishes = { seed: number, spreadMs: brokenAtMs + brokenForMs + lateMs, payOdds: ways };
    const plans = planCrowd(people.slice(from, to), { ...sale, itemIds: [itemId] }, wishes, clock.nowMs());
    return plans.map((each) => ({ ...each, number: each.number + from }));
  };
  const history: HistoryLine[] = [];
  const notes = { write: (written: HistoryLine) => void history.push(written), close: async () => undefined };
  noteCrowd(notes, clock, sale, { shoppers: people.length, seed: number });
  const tallies = { crowd: createTally(), askers: createTally() };
  const send = (tally: Tally, plans: readonly ShopperPlan[]) => {
    // What buying is answered is counted: only what a page would ask.
    const crowd: Crowd = { line, clock, sale, tally, history: notes, stayMs, lostMax, probes: false };
    return plans.map((each, at) => walk({ ...crowd, line: lines[at % lines.length] ?? line }, each));
  };
  const asked = plan(crowdSize, people.length, plentyItem).map((each, at) => ({
    ...each,
    clickAtMs: sale.startsAtMs + at * askEveryMs,
    payWay: "abandon" as const,
    thinkMs: 0,
  }));
  const walking = Promise.all([...send(tallies.crowd, plan(0, crowdSize, scarceItem)), ...send(tallies.askers, asked)]);

  await delay(Math.max(0, clock.untilMs(sale.startsAtMs + brokenAtMs)));
  how.onBreak();
  const brokenMs = performance.now();
  noteFault(notes, clock, row.name, "begins");
  const mend = await breakIt();
  const begunMs = performance.now();
  await delay(row.forMs);
  const mendedMs = performance.now();
  await mend();
  noteFault(notes, clock, row.name, "ends");
  await shop.untilReady();
  await untilWell(shop, slug);
  const wellAfterMs = performance.now() - mendedMs;
  await walking;

  const [crowd, askers] = [tallies.crowd.counted(), tallies.askers.counted()];
  const meanwhile = measured.filter(({ step, sentMs }) => step === "buy" && sentMs >= brokenMs && sentMs < mendedMs);
  const firstAfter = (wanted: (one: Measured) => boolean) => {
    const heard = measured.filter((one) => one.heardMs >= mendedMs && wanted(one)).map(({ heardMs }) => heardMs);
    return heard.length === 0 ? null : Math.min(...heard) - mendedMs;
  };
  const isMissed = row.mustSell === true && !soldMeanwhile(measured, begunMs, mendedMs);
  const acceptedAfterMs = firstAfter(({ step, word }) => step === "buy" && acceptedWords.has(word));
  return {
    name: row.name,
    heard: countWords(meanwhile),
    slowestRefusalMs: slowest(meanwhile.filter(({ word }) => !acceptedWords.has(word))),
    slowestAnswerMs: slowest(measured) ?? 0,
    acceptedAfterMs,
    orderAfterMs: firstAfter(({ step, word }) => step !== "other" && orderWords.has(word)),
    wellAfterMs,
    accepted: crowd.accepted + askers.accepted,
    lost: Object.fromEntries(Object.entries(askers.outcomes).filter(([word]) => word.startsWith("lost"))),
    violations: [
      ...(acceptedAfterMs === null ? ["nobody could buy afterwards"] : []),
      ...(isMissed ? ["nobody could buy meanwhile"] : []),
      ...(countOwnEnds(shop) === endsBefore ? [] : ["a program of the shop ended by itself"]),
      ...tell("was told while units were free", askers.refused),
      ...tell("is no answer a shop may give", errorsOfShop(row, [crowd.errors, askers.errors])),
      ...(await judgeRun(shop, pool, { sale, history, counted: { ...crowd, stuck: crowd.stuck + askers.stuck } })),
    ],
  };
}

/** On a crowded machine making a sale may take longer than the sale would be away: then one further ahead is made. */
async function makeSaleInTime(
  shop: FragileShop,
  pool: ShopPool,
  clock: ShopClock,
  wish: Omit<SaleWish, "startsAtMs">,
): Promise<string> {
  for (let aheadMs = startsInMs; ; aheadMs *= 2) {
    try {
      return await makeSale(shop, pool, { ...wish, startsAtMs: clock.nowMs() + aheadMs });
    } catch (error) {
      if (aheadMs > startsInMostMs) throw error;
    }
  }
}

/** None may end but by the hand of its row. */
function countOwnEnds(shop: FragileShop): number {
  return [...shop.programs.values()].reduce((sum, program) => sum + program.ownEnds(), 0);
}

/** Whoever was at a program that is killed hears nothing until it is back: a balancer would send them elsewhere. */
function errorsOfShop(
  { kills }: FaultRow,
  all: readonly Readonly<Record<string, number>>[],
): Readonly<Record<string, number>> {
  const errors: Record<string, number> = {};
  for (const [kind, count] of all.flatMap((counts) => Object.entries(counts))) {
    if (kills === undefined || !kind.startsWith("network ")) errors[kind] = (errors[kind] ?? 0) + count;
  }
  return errors;
}

const acceptedWords: ReadonlySet<string> = new Set(["queued", "reserved", "paying", "paid"]);
const orderWords: ReadonlySet<string> = new Set(["reserved", "paying", "paid"]);

function countWords(measured: readonly Measured[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { word } of measured) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function slowest(measured: readonly Measured[]): number | null {
  return measured.length === 0 ? null : Math.max(...measured.map(({ sentMs, heardMs }) => heardMs - sentMs));
}

function tell(what: string, counts: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(counts).map(([word, count]) => `${count} × “${word}” ${what}`);
}
