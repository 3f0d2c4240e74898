import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { makeLine } from "../judge.mjs";
import { measureWholeSale } from "../whole-sale/measure-whole-sale";
import { type BehindMeasure, withShop } from "./behind-measure";

const stock = 1_000;

/** The shop as `npm start` runs it, and everybody who comes to one sale. */
export const wholeSale: BehindMeasure = {
  name: "whole sale",
  async run(stage) {
    const shoppers = stage.quick ? 10_000 : 100_000;
    const historyFile = join(stage.directory, "whole-sale.jsonl");
    const { shopSide, log } = stage;
    const { origin } = stage.contestants.settings;
    const sale = await withShop(stage, {}, ({ port }) =>
      measureWholeSale({ port, shopSide, origin, shoppers, stock, historyFile, log }),
    );
    keepHistory(historyFile);
    const what = `whole sale of ${shoppers}`;
    const line = (part: string, value: number, target: { atLeast?: number; atMost?: number }, unit = "") =>
      makeLine({ what: `${what}, ${part}`, connections: null, against: "", unit, values: [value], ...target });
    return {
      lines: [
        line("everybody answered", sale.answeredSeconds, { atMost: 20 }, "s"),
        line("errors", sale.errors, { atMost: 0 }),
        line("units taken", sale.unitsTaken / stock, { atLeast: 1 }),
        line("audit, broken checks", sale.brokenChecks, { atMost: 0 }),
      ],
      seen: sale.seen,
    };
  },
};

/** The last one stays, for whoever wants to know what was told when; with receipts in it, it is not among the results. */
function keepHistory(file: string): void {
  copyFileSync(file, ".build/whole-sale.jsonl");
}
