import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { acceptedFirstMs } from "../../lib/orders/books/door-times";
import { programOf, startAgain } from "../chaos/open-shop";
import { waitUntil } from "../services/processes.mjs";
import { atOnce, type FaultRow, type Mend, type Scene } from "./fault-row";

// Rows in which the sale may be sold from the books: Redis stays away until it is, and for some seconds more.

/** What the turn takes on a quiet machine: three seconds until the gate counts as away, and then the fence. */
const turnsInMs = 9_500;
/** Whoever could not buy by then finds the row broken. */
const turnPatienceMs = 40_000;

const turned =
  "For some ten seconds buying is answered “busy, come again in a second or two”; then it goes on, and whoever buys has the order at once. The line waits until Redis is back.";

const soldFromBooks = {
  component: "Redis",
  sale: { withoutGate: "books" },
  takesMs: turnsInMs,
  forMs: 4_500,
  mustSell: true,
} as const satisfies Partial<FaultRow>;

export const booksRows: readonly FaultRow[] = [
  {
    ...soldFromBooks,
    name: "books-sell-until-redis-is-back",
    row: "R1",
    breaks: "Redis is killed for fifteen seconds, and the sale may be sold from the books; it comes back with its log.",
    sees: turned,
    played: "always",
    ready: atOnce(async (scene) => {
      await scene.shop.redis.kill();
      await untilBooksSell(scene);
      return () => startAgain(scene.shop, "redis");
    }),
  },
  {
    ...soldFromBooks,
    name: "books-sell-until-redis-is-back-empty",
    row: "R2",
    breaks:
      "Redis is killed for fifteen seconds, and the sale may be sold from the books; it comes back knowing nothing.",
    sees: `${turned} Never “sold out”.`,
    played: "by command",
    ready: atOnce(async (scene) => {
      const { redis } = scene.shop;
      await redis.kill();
      await rm(join(redis.dataDir, "appendonlydir"), { recursive: true, force: true });
      await untilBooksSell(scene);
      return () => startAgain(scene.shop, "redis");
    }),
  },
  {
    ...soldFromBooks,
    name: "books-sell-and-a-web-process-dies",
    row: "R1",
    breaks: "Redis is away, and one of two web processes that sell from the books is killed.",
    sees: `${turned} At the process that is killed nobody answers until another takes its place.`,
    needs: "secondWeb",
    kills: "second-web",
    played: "by command",
    ready: atOnce(async (scene) => {
      await scene.shop.redis.kill();
      await untilBooksSell(scene);
      return killWebWhileSelling(scene);
    }),
  },
];

/** Until newcomers are served. A sale that does not turn shows in that nobody buys. */
async function untilBooksSell({ pool, saleId }: Scene): Promise<void> {
  const sells = async () => {
    const { rowCount } = await pool.query(
      `SELECT 1 FROM sale_doors WHERE sale_id = $1 AND sells_from = 'books'
         AND books_at <= now() - ${acceptedFirstMs} * interval '1 millisecond'`,
      [saleId],
    );
    return rowCount === 1;
  };
  await waitUntil(sells, turnPatienceMs, 50);
}

/** In the middle of its batches. It cannot start again before Redis is back. */
const sellsForMs = 1_000;

async function killWebWhileSelling({ shop }: Scene): Promise<Mend> {
  const web = programOf(shop, "second-web");
  await delay(sellsForMs);
  await web.kill();
  return async () => {
    await startAgain(shop, "redis");
    web.start();
  };
}
