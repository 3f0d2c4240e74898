import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { syncRevoked } from "./accounts/revoked/sync-revoked";
import { backupLoop } from "./backup/backup-loop";
import { runApart } from "./backup/run-apart";
import { openMailTransport } from "./mail/open-transport";
import type { MailTransport } from "./mail/ports";
import { queueOrderMails } from "./mail/queue-order-mails";
import { sendMails } from "./mail/send-mails";
import { cancelUnpaidOrders, findOrdersToRefund } from "./orders/cancel-orders";
import { keepDeadLetters } from "./orders/dead-letters";
import { openStock } from "./orders/ledger";
import { lengthenHolds } from "./orders/lengthen-holds";
import { relayBatch } from "./orders/outbox";
import { withAdvisoryLock } from "./platform/advisory-lock";
import type { Loop } from "./platform/loop";
import { connectBlockingRedis, untilReady } from "./platform/redis";
import { createSeldom } from "./platform/seldom";
import { announceSale } from "./purchase/announce-sale";
import { cancelSalesLoop } from "./purchase/cancel-sales";
import { checkGatesLoop } from "./purchase/check-gates";
import { forgetWorkersLoop } from "./purchase/forget-workers";
import { toleratingUnloaded } from "./purchase/gate-not-loaded";
import { type SettleLoopParts, settleLoop, takeOverLoop } from "./purchase/settle-loops";
import { tellGate } from "./purchase/tell-gate";
import { type GateVerifier, verifyGate } from "./purchase/verify-gate";
import { watchPhasesLoop } from "./purchase/watch-phases";
import { announceChange } from "./sales/actions/announce-change";
import { followMails } from "./sales/actions/follow-mails";
import { followRefunds } from "./sales/actions/follow-refunds";
import { refreshPages } from "./sales/actions/refresh-pages";
import { workActionsLoop } from "./sales/actions/work-actions";
import { endDueSales } from "./sales/end-sales";
import { openDueReleases } from "./sales/open-releases";
import { ensureDemoSale } from "./sales/plan-demo-sale";
import { raiseEpoch } from "./sales/raise-epoch";
import { readEndedAgo } from "./sales/read-ended-ago";
import { readSettings } from "./sales/settings/read-settings";
import { syncBoard } from "./sales/sync-board";
import { checkKeys } from "./stock/check-keys";
import { closeGate } from "./stock/close-gate";
import { createIntentStream } from "./stock/create-intent-stream";
import { forgetSilentWorkers } from "./stock/forget-consumers";
import { readServer, renewVouch, vouch } from "./stock/vouched-server";
import { openAccountLinks } from "./wiring-accounts";
import { watchSettings } from "./wiring-alarms";
import { backupFolderOf } from "./wiring-backup";
import { watchDoors } from "./wiring-books";
import type { Core } from "./wiring-core";
import { openReminderLinks, openReminderLoops } from "./wiring-reminders";
import { openWatch } from "./wiring-watch";

/** Orders expired, and pieces of news told, in one transaction. */
const expireMax = 200;
const newsMax = 200;
/** A large shop's backup takes its time; a server that accepts mails slowly, or an audit, some of it. */
const backupMaxMs = 6 * 3_600_000;
const mailMaxMs = 600_000;
/** While the mail server is away every mail meets the same failure; that is logged this often. */
const mailSilenceMs = 60_000;

export interface WorkerLoops {
  readonly loops: readonly Loop[];
  close(): void;
}

/** The worker's loops; any number of workers may run them at once. */
export async function openWorkerLoops(core: Core): Promise<WorkerLoops> {
  const { clock, gate, orders, payments, pool, redis, metrics } = core;
  const blockingRedis = connectBlockingRedis(core.env.REDIS_URL);
  await untilReady(blockingRedis, 10_000);
  const settle: SettleLoopParts = {
    board: core.board,
    gate,
    orders,
    clock,
    intents: createIntentStream({ redis, blockingRedis, consumer: `${hostname()}-${process.pid}` }),
    keepDeadLetters: (saleId, entries) => keepDeadLetters(pool, saleId, entries),
    count(word, sinceReceivedMs) {
      metrics.settled.inc({ word });
      metrics.settleSeconds.observe(sinceReceivedMs / 1_000);
    },
  };
  const news = { gate, endedAgoMs: (saleId: number) => readEndedAgo(pool, saleId, clock.spec()) };
  const verifier = openVerifier(core, settle.intents.backlog);
  const transport = openMailTransport({ smtpUrl: core.env.SMTP_URL, dataDir: core.env.DATA_DIR });
  const loops: Loop[] = [
    settleLoop(settle),
    takeOverLoop(settle),
    forgetWorkersLoop({
      board: core.board,
      forget: (saleId, silentMs) => forgetSilentWorkers(redis, saleId, silentMs),
    }),
    {
      name: "tell-gate",
      idleMs: 50,
      once: () => toleratingUnloaded(() => relayBatch(pool, "gate", newsMax, (payloads) => tellGate(news, payloads))),
    },
    { name: "expire", idleMs: 250, once: () => expire(core) },
    { name: "payment-events", idleMs: 100, once: () => payments.applyEvents() },
    { name: "payment-sweep", idleMs: 1_000, once: () => payments.sweep() },
    { name: "simulated-provider", idleMs: 100, once: () => payments.deliver() },
    verifier.loop,
    phases(core, verifier),
    watchDoors(core),
    checkGatesLoop({
      board: core.board,
      clock,
      checkKeys: (saleId, before) => checkKeys(redis, saleId, before),
      note: (saleId) =>
        core.logger.error({ saleId }, "a part of what Redis knew of a sale is gone: its gate is closed"),
    }),
    mail(core, transport),
    { name: "revoked", idleMs: 1_000, once: () => syncRevoked({ pool, redis }) },
    cancelSalesLoop({
      cancelUnpaid: (max) => cancelUnpaidOrders(pool, max, clock.spec(), queueOrderMails),
      findOrdersToRefund: (max) => findOrdersToRefund(pool, max),
      refund: (orderId, detail) => payments.refund(orderId, detail),
    }),
    saleActions(core),
    openWatch(core),
    watchSettings(core),
    ...openReminderLoops(core),
  ];
  if (core.env.BACKUP_EVERY_HOURS > 0) loops.push(backups(core));
  if (core.env.ZEROHOUR_DEMO) loops.push({ name: "demo", idleMs: 5_000, once: () => keepDemoGoing(core) });
  return {
    loops,
    close() {
      transport.close();
      blockingRedis.disconnect();
    },
  };
}

function mail(core: Core, transport: MailTransport): Loop {
  const seldom = createSeldom(mailSilenceMs);
  const parts = {
    pool: core.pool,
    transport,
    appOrigin: core.env.APP_ORIGIN,
    clockSpec: () => core.clock.spec(),
    readSender: async () => (await readSettings(core.pool)).mail,
    reminderLinks: openReminderLinks(core.env),
    accountLinks: openAccountLinks(core.env),
    onFailure(error: unknown) {
      const quiet = seldom(error instanceof Error ? error.message : String(error));
      if (quiet !== null) core.logger.warn({ err: error, quiet }, "a mail did not go out, will try again");
    },
  };
  return { name: "mail", idleMs: 500, roundMaxMs: mailMaxMs, once: () => sendMails(parts) };
}

async function expire(core: Core): Promise<number> {
  const expired = await core.orders.expireDue(expireMax, core.clock.spec());
  core.metrics.expired.inc(expired);
  return expired;
}

/** What the loops that load gates go by. */
function loading({ board, clock, gate, orders, pool, redis }: Core) {
  return {
    board,
    clock,
    gate,
    alone: <T>(work: () => Promise<T>) => withAdvisoryLock(pool, "zerohour:phases", work),
    syncBoard: () => syncBoard({ pool, redis, nowMs: clock.nowMs() }),
    readForGate: (saleId: number) => orders.readForGate(saleId),
    raiseEpoch: (saleId: number, seenEpoch: number) => raiseEpoch(pool, saleId, seenEpoch),
  };
}

function openVerifier(core: Core, backlog: (saleId: number) => Promise<number | null>): GateVerifier {
  const { redis, logger, metrics, time } = core;
  const verifier = verifyGate({
    ...loading(core),
    backlog,
    async readServer() {
      const askedAtMs = performance.now();
      const seen = await readServer(redis);
      time.hear(seen.nowMs, askedAtMs, performance.now());
      return seen;
    },
    renew: (server, forMs) => renewVouch(redis, server, forMs),
    vouch: (server, times) => vouch(redis, server, times),
    closeGate: (saleId) => closeGate(redis, saleId),
    note(event, server) {
      if (event === "server_vouched") logger.info({ event, server }, "gates verified");
      else
        logger.warn(
          { event, server },
          "Redis was started anew, or another took its place; its gates are loaded from PostgreSQL",
        );
      if (event === "server_unknown") metrics.gateRebuilds.inc();
    },
  });
  metrics.measureGateVerified(verifier.isVouched);
  metrics.measureClock(time.aheadMs);
  return verifier;
}

function phases(core: Core, verifier: GateVerifier): Loop {
  const { clock, pool, logger } = core;
  return watchPhasesLoop({
    ...loading(core),
    endDueSales: () => endDueSales(pool, clock.spec(), lengthenHolds),
    openDueReleases: () => openDueReleases(pool, clock.spec()),
    mayLoad: verifier.isVouched,
    note: (event, saleId) => logger.info({ event, saleId }, "phase"),
  });
}

function saleActions(core: Core): Loop {
  const { board, clock, gate, orders, pool, redis, logger } = core;
  const sync = () => syncBoard({ pool, redis, nowMs: clock.nowMs() });
  const announcing = {
    board,
    gate,
    syncBoard: sync,
    readForGate: (saleId: number) => orders.readForGate(saleId),
    raiseEpoch: (saleId: number, seenEpoch: number) => raiseEpoch(pool, saleId, seenEpoch),
  };
  return workActionsLoop({
    pool,
    work: {
      load_gate: (saleId) =>
        announceChange({ pool, announce: (announced) => announceSale(announcing, announced, []) }, saleId),
      refresh_pages: (saleId) => refreshPages({ pool, board, syncBoard: sync }, saleId),
      refund_orders: (saleId) => followRefunds(pool, saleId),
      tell_shoppers: (saleId) => followMails(pool, saleId),
    },
    note: (event, { saleId, kind }, message) => logger.warn({ event, saleId, kind, message }, "sale action"),
  });
}

function backups({ env, logger }: Core): Loop {
  // Beside this program, where both are built.
  const program = fileURLToPath(new URL("./make-backup.js", import.meta.url));
  const loop = backupLoop({
    folder: backupFolderOf(env),
    everyMs: env.BACKUP_EVERY_HOURS * 3_600_000,
    run: (signal) => runApart(program, signal),
    note: (event, message) => logger[event === "backup_failed" ? "error" : "info"]({ event, message }, "backup"),
  });
  return { ...loop, roundMaxMs: backupMaxMs };
}

async function keepDemoGoing(core: Core): Promise<number> {
  const created = await ensureDemoSale({ pool: core.pool, clock: core.clock, openStock });
  if (created !== null) core.logger.info({ slug: created.slug }, "planned the next demo sale");
  return 0;
}
