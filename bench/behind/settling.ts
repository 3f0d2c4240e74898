import { makeLine } from "../judge.mjs";
import { measureVisible } from "../measure-settling.mjs";
import type { BehindMeasure } from "./behind-measure";

const none = { connections: null, against: "" };
const roundsOf = (quick: boolean) => Array.from({ length: quick ? 1 : 3 });

export const ordersBooked: BehindMeasure = {
  name: "orders booked",
  async run({ shopSide, quick }) {
    const rounds: Awaited<ReturnType<typeof shopSide.measureSettling>>[] = [];
    for (const _ of roundsOf(quick)) rounds.push(await shopSide.measureSettling(quick ? 10_000 : 30_000));
    const what = "orders booked, from the stream";
    const perSecond = rounds.map((one) => one.shopPerSecond);
    const beside = rounds.map((one) => one.shopPerSecond / one.plainPerSecond);
    const bytes = rounds.map((one) => one.bytesPerAccount);
    return {
      lines: [
        makeLine({ ...none, what, against: "plain insert", values: beside, atLeast: 0.4 }),
        makeLine({ ...none, what, unit: "/s", values: perSecond, atLeast: 5_000 }),
        makeLine({
          ...none,
          what: "Redis memory per shopper with an attempt",
          unit: "B",
          values: bytes,
          atMost: 300,
        }),
      ],
    };
  },
};

export const manyShoppers: BehindMeasure = {
  name: "many shoppers",
  async run({ shopSide, quick }) {
    const growth = await shopSide.measureGrowth(quick ? 60_000 : 1_000_000);
    const what = `decision among ${quick ? "60 000" : "1 000 000"} shoppers`;
    const value = growth.manyPerSecond / growth.fewPerSecond;
    return { lines: [makeLine({ ...none, what, against: "among 20 000", values: [value], atLeast: 0.9 })] };
  },
};

export const acceptedToVisible: BehindMeasure = {
  name: "accepted to visible",
  async run({ shopSide, contestants, quick }) {
    const stopWorker = contestants.startWorker();
    const p99s: number[] = [];
    const { origin } = contestants.settings;
    const { shop: port } = contestants.ports;
    try {
      for (const _ of roundsOf(quick)) {
        p99s.push((await measureVisible({ port, shopSide, origin, seconds: quick ? 2 : 10 })).p99Ms);
      }
    } finally {
      await stopWorker();
    }
    const what = "accepted to visible at 2 000/s, p99";
    return { lines: [makeLine({ ...none, what, unit: "ms", values: p99s, atMost: 500 })] };
  },
};
