import { join } from "node:path";
import { makeLine } from "../judge.mjs";
import { composeRequest } from "../load/compose-request";
import { openWire } from "../load/open-wire";
import type { BehindMeasure, BehindStage } from "./behind-measure";

const pages = 20;
const connections = 64;
/** More than a shop answers, so that a file of different shoppers lasts. */
const mostPerSecond = 48_000;

/** What an open monitor asks for, and how often: components/admin/monitor. */
const monitorAsks = [
  { part: "/monitor", everyMs: 1_000 },
  { part: "/actions", everyMs: 5_000 },
  { part: "", everyMs: 30_000 },
] as const;

/** Wins per second while marketers watch the sale, and while nobody does. */
export const monitor: BehindMeasure = {
  name: "monitor pages",
  async run(stage) {
    const rounds = stage.quick ? 1 : 5;
    const seconds = stage.quick ? 2 : 5;
    const ratios: number[] = [];
    const seen: object[] = [];
    let asked = 0;
    for (let round = 0; round < rounds; round += 1) {
      const alone = () => winsPerSecond(stage, seconds);
      const watched = async () => {
        const sale = await stage.shopSide.openSale({ stock: 100_000_000 });
        const watching = await openMonitors(stage, sale.slug);
        const wins = await winsPerSecond(stage, seconds, sale);
        asked += watching.close();
        return wins;
      };
      // In turns, so that neither always comes first.
      const first = round % 2 === 0 ? await alone() : await watched();
      const second = round % 2 === 0 ? await watched() : await alone();
      const [without, withPages] = round % 2 === 0 ? [first, second] : [second, first];
      ratios.push(withPages / without);
      seen.push({ winsPerSecondAlone: without, winsPerSecondWatched: withPages });
    }
    const what = `buy, win, with ${pages} monitor pages open`;
    return {
      lines: [makeLine({ what, connections, against: "none open", values: ratios, atLeast: 0.98 })],
      seen: { rounds: seen, asked },
    };
  },
};

type Sale = Awaited<ReturnType<BehindStage["shopSide"]["openSale"]>>;

async function winsPerSecond(stage: BehindStage, seconds: number, opened?: Sale): Promise<number> {
  const { shopSide, directory, generator, contestants } = stage;
  const sale = opened ?? (await shopSide.openSale({ stock: 100_000_000 }));
  const requests = await shopSide.writeBuys(join(directory, "monitored-buys"), sale, mostPerSecond * seconds);
  const load = await generator.run({ port: contestants.ports.shop, connections, seconds, requests });
  if (load.refused > 0) throw new Error(`${load.refused} of ${load.requests} wishes to buy were refused`);
  await shopSide.closeSale(sale);
  return load.perSecond;
}

async function openMonitors({ shopSide, contestants }: BehindStage, slug: string) {
  const marketers = await shopSide.signIn(pages, "marketer");
  const wire = await openWire(contestants.ports.shop, pages);
  let asked = 0;
  let wrong = "";
  const timers = marketers.flatMap(({ cookie }) =>
    monitorAsks.map(({ part, everyMs }) => {
      const request = composeRequest({ method: "GET", path: `/api/admin/sales/${slug}${part}`, cookie });
      const ask = () =>
        wire.send(request, (answer) => {
          asked += 1;
          // The last ones may be cut off when the pages are closed.
          if (answer !== null && answer.status !== 200) wrong = `a monitor heard ${answer.status} of ${part}`;
        });
      ask();
      return setInterval(ask, everyMs);
    }),
  );
  return {
    close(): number {
      for (const timer of timers) clearInterval(timer);
      wire.close();
      if (wrong !== "") throw new Error(wrong);
      return asked;
    },
  };
}
