import { readFileSync } from "node:fs";
import { makeLine, median } from "../judge.mjs";
import { composeRequest } from "../load/compose-request";
import { offerLoad } from "../load/offer-load";
import { openWire } from "../load/open-wire";
import type { Answer } from "../load/read-answers";
import { countIn } from "../whole-sale/count-outcomes";
import { type BehindMeasure, type BehindStage, type MeasuredShop, withShop } from "./behind-measure";

const connections = 256;
/** Every wish is of another shopper. Few win, so that the servers behind have room for a long run. */
const perSecond = { wins: 200, losses: 3_000, polls: 1_000, states: 1_000, pages: 100 } as const;
const sliceSeconds = 5;
const pollersMax = 2_000;

/** What the web process holds after a while of steady load, beside what it held when it was warm. */
export const memory: BehindMeasure = {
  name: "memory",
  onlyInFull: true,
  async run(stage) {
    const { samples, answers } = await withShop(stage, { worker: false, backlog: "endless" }, (shop) =>
      watchMemory(stage, shop),
    );
    const what = `memory of a web process after ${stage.minutes} min of load`;
    return {
      lines: [makeLine({ what, connections, against: "when warm", values: [growthOf(samples)], atMost: 1.1 })],
      seen: { megabytesEvery5s: samples.map((bytes) => Math.round(bytes / 1e6)), answers: Object.fromEntries(answers) },
    };
  },
};

/** The last quarter beside the second: the first is for what compiles itself and for caches that fill. */
export function growthOf(samples: readonly number[]): number {
  const quarter = Math.floor(samples.length / 4);
  if (quarter === 0) return Number.NaN;
  return median(samples.slice(-quarter)) / median(samples.slice(quarter, 2 * quarter));
}

async function watchMemory({ shopSide, minutes }: BehindStage, { port, pid }: MeasuredShop) {
  const open = await shopSide.openSale({ stock: 100_000_000 });
  const gone = await shopSide.openSale({ stock: 1 }, true);
  const polls = await shopSide.makePolls(open, pollersMax);
  const wire = await openWire(port, connections);
  const state = composeRequest({ method: "GET", path: `/api/sales/${open.slug}/state` });
  const page = composeRequest({ method: "GET", path: `/sales/${open.slug}` });
  const samples: number[] = [];
  const answers = new Map<string, number>();
  const counted = (name: string) => (answer: Answer | null) => countIn(answers, `${name} ${answer?.status ?? "none"}`);
  for (let slices = (minutes * 60) / sliceSeconds; slices > 0; slices -= 1) {
    const wins = shopSide.makeBuys(open, perSecond.wins * sliceSeconds + 1);
    const losses = shopSide.makeBuys(gone, perSecond.losses * sliceSeconds + 1);
    let polled = 0;
    const poll = () => polls[polled++ % polls.length] ?? "";
    await offerLoad(
      [
        { wire, perSecond: perSecond.wins, next: () => wins.pop() ?? "", heard: counted("win") },
        { wire, perSecond: perSecond.losses, next: () => losses.pop() ?? "", heard: counted("loss") },
        { wire, perSecond: perSecond.polls, next: poll, heard: counted("poll") },
        { wire, perSecond: perSecond.states, next: () => state, heard: counted("state") },
        { wire, perSecond: perSecond.pages, next: () => page, heard: counted("page") },
      ],
      sliceSeconds,
    );
    samples.push(residentBytes(pid));
  }
  wire.close();
  await shopSide.closeSales([open, gone]);
  return { samples, answers };
}

/** NaN where the system does not tell. */
function residentBytes(pid: number): number {
  if (process.platform !== "linux") return Number.NaN;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "latin1"))?.[1];
  return Number(kilobytes) * 1_024;
}
