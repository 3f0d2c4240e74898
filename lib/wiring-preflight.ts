import { readHeartbeats } from "./platform/heartbeat";
import { checkClocks } from "./sales/preflight/check-clocks";
import { checkMail } from "./sales/preflight/check-mail";
import { checkPage } from "./sales/preflight/check-page";
import { checkPayment } from "./sales/preflight/check-payment";
import { checkStock } from "./sales/preflight/check-stock";
import { checkTestTools } from "./sales/preflight/check-test-tools";
import { checkWorker } from "./sales/preflight/check-worker";
import { readCheckedSale } from "./sales/preflight/read-checked-sale";
import { type PreflightOutcome, runPreflight } from "./sales/preflight/run-preflight";
import { createIntentStream } from "./stock/create-intent-stream";
import type { Core } from "./wiring-core";

/** Goes through a sale and the shop before it opens; `only` names one check. */
export type Preflight = (slug: string, only: string | null) => Promise<PreflightOutcome>;

export function openPreflight(core: Core): Preflight {
  const { clock, env, gate, payments, pool, redis } = core;
  // Only its backlog is asked for, which never waits inside Redis.
  const { backlog } = createIntentStream({ redis, blockingRedis: redis, consumer: "preflight" });
  const page = { appOrigin: env.APP_ORIGIN, cdnUrl: env.CDN_URL ?? null };
  const parts = {
    clock,
    readSale: (slug: string) => readCheckedSale({ pool, clock }, slug),
    shop: {
      page: (sale, signal) => checkPage(page, sale, signal),
      stock_loaded: (sale, signal) => checkStock({ pool, gate, backlog }, sale, signal),
      payment: () => checkPayment({ reachProvider: () => payments.reach() }),
      mail: () => checkMail({ smtpUrl: env.SMTP_URL ?? null }),
      clocks: () => checkClocks({ pool, redis, realNowMs: Date.now }),
      worker: () => checkWorker({ readHeartbeats: () => readHeartbeats(redis) }),
      test_tools: () => checkTestTools({ testTools: env.ZEROHOUR_TEST_TOOLS, clock }),
    },
  } satisfies Parameters<typeof runPreflight>[0];
  return (slug, only) => runPreflight(parts, slug, only);
}
