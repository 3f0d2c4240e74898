import { join } from "node:path";
import { makeLine, median } from "../judge.mjs";
import { readCpu } from "../read-cpu.mjs";
import { type BehindMeasure, type BehindStage, type MeasuredShop, withShop } from "./behind-measure";

const connections = 64;
const mostPerSecond = 48_000;

/** What a decision costs while the board has one sale, and while it has a thousand live ones. */
export const manySales: BehindMeasure = {
  name: "many sales",
  async run(stage) {
    const count = stage.quick ? 200 : 1_000;
    const rounds = stage.quick ? 1 : 3;
    const { shopSide } = stage;
    const few: Cost[] = [];
    const many: Cost[] = [];
    await withShop(stage, { worker: false, backlog: "endless" }, async (shop) => {
      await decide(stage, shop, 1);
      for (let round = 0; round < rounds; round += 1) {
        few.push(await decide(stage, shop, stage.quick ? 1 : 4));
        const sales = await shopSide.openSales(count - 1, { stock: 100 });
        many.push(await decide(stage, shop, stage.quick ? 1 : 4));
        await shopSide.closeSales(sales);
      }
    });
    const ratios = (part: keyof Cost) => many.map((cost, round) => cost[part] / (few[round]?.[part] ?? Number.NaN));
    const what = `decision, one of ${count} sales`;
    const none = { connections, against: "one sale" };
    return {
      lines: [
        makeLine({ ...none, what: `${what}, per second`, values: ratios("perSecond"), atLeast: 0.9 }),
        makeLine({ ...none, what: `${what}, processor time`, values: ratios("cpuMicros"), atMost: 1.1 }),
      ],
      seen: { few, many, medianCpuMicros: median(many.map(({ cpuMicros }) => cpuMicros)) },
    };
  },
};

interface Cost {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

async function decide(stage: BehindStage, { port, pid }: MeasuredShop, seconds: number): Promise<Cost> {
  const { shopSide, directory, generator } = stage;
  const sale = await shopSide.openSale({ stock: 100_000_000 });
  const requests = await shopSide.writeBuys(join(directory, "decisions"), sale, mostPerSecond * seconds);
  const before = readCpu(pid);
  const load = await generator.run({ port, connections, seconds, requests });
  const cpuMicros = (readCpu(pid) - before) / load.requests;
  if (load.refused > 0) throw new Error(`${load.refused} of ${load.requests} wishes to buy were refused`);
  await shopSide.closeSale(sale);
  return { perSecond: load.perSecond, cpuMicros };
}
