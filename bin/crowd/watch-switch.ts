import { setTimeout as delay } from "node:timers/promises";
import type { SaleStateAnswer } from "../../lib/domain";
import type { CrowdSale } from "./find-sale";
import type { Line } from "./open-line";
import type { ShopClock } from "./read-clock";
import type { Tally } from "./tally";

const watchers = 10;
const lookEveryMs = 50;
/** Some look a little before, as a page that counts down does. */
const aheadMs = 300;
const lookForMs = 30_000;

/** Pages that wait for the start: how long after it each first sees a sale that is live. */
export async function watchSwitch(line: Line, clock: ShopClock, sale: CrowdSale, tally: Tally): Promise<void> {
  await Promise.all(
    Array.from({ length: watchers }, async (_, number) => {
      const waitMs = clock.untilMs(sale.startsAtMs) - aheadMs + (number * lookEveryMs) / watchers;
      if (waitMs > 0) await delay(waitMs);
      while (clock.nowMs() < sale.startsAtMs + lookForMs) {
        if (await isLive(line, sale.slug, tally)) return tally.took("switch", clock.nowMs() - sale.startsAtMs);
        await delay(lookEveryMs);
      }
      tally.count("errors", "the sale did not open in time");
    }),
  );
}

async function isLive(line: Line, slug: string, tally: Tally): Promise<boolean> {
  tally.add("requests");
  try {
    const answer = await line.send({ method: "GET", path: `/api/sales/${slug}/state` });
    return answer.status === 200 && (answer.body as SaleStateAnswer).phase !== "scheduled";
  } catch {
    tally.count("errors", "network, looking for the start");
    return false;
  }
}
