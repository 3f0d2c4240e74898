import { join } from "node:path";
import type { OwnAccount } from "./accounts/own/ports";
import { passCookieName, readPass } from "./accounts/pass-cookie";
import type { Accounts } from "./accounts/ports";
import { sessionCookieName } from "./accounts/session-cookie";
import { attemptIdFor } from "./accounts/tokens/attempt-id";
import { createTokenKeys, type TokenKeys } from "./accounts/tokens/keys";
import { signReceipt, verifyReceipt } from "./accounts/tokens/receipt";
import { issueTicket, verifyTicket } from "./accounts/tokens/ticket";
import { countAudit } from "./audit/watch/audit-metrics";
import { readWatch } from "./audit/watch/watch-record";
import { countBackups } from "./backup/backup-metrics";
import type {
  Attempt,
  AttemptOutlook,
  GiveUpOutcome,
  Pass,
  PurchaseOutcome,
  PurchaseRequest,
  TicketOutcome,
} from "./domain";
import { stampPagesBy } from "./http/page-store";
import type { TestTools } from "./http/respond-test-tools";
import { createRoute, type RouteServices } from "./http/route";
import { createThrottle } from "./http/throttle";
import { lengthenHolds } from "./orders/lengthen-holds";
import { checkHealth, type HealthReport } from "./platform/health";
import { type RunningLoop, startLoop } from "./platform/loop";
import { createSeldom } from "./platform/seldom";
import { believeGate } from "./purchase/believe-gate";
import { driveAgainLoop } from "./purchase/drive-again";
import { type FoundAttempt, findAccountAttempt, findAttempt, recoverAttempt } from "./purchase/find-attempt";
import { giveTicket } from "./purchase/give-ticket";
import { giveUpAttempt } from "./purchase/give-up-attempt";
import { createGlance, type Glance } from "./purchase/glance";
import { listLineAttempts, type OpenAttempt } from "./purchase/list-line-attempts";
import { loadGate } from "./purchase/load-gate";
import { type AcceptedMemory, rememberAccepted } from "./purchase/remember-accepted";
import { requestPurchase, type WishRefusal } from "./purchase/request";
import { createUpstream, type Upstream } from "./purchase/upstream";
import type { Reminders } from "./reminders/ports";
import { createCatalogue, emptyCatalogue } from "./sales/catalogue";
import { type DemoLogin, readDemoLogins } from "./sales/demo-logins";
import { endDueSales } from "./sales/end-sales";
import { pageStamp } from "./sales/page-stamp";
import type { Catalogue } from "./sales/ports";
import { raiseEpoch } from "./sales/raise-epoch";
import { isInvited, saleSlugOf } from "./sales/read-sales";
import { syncBoard } from "./sales/sync-board";
import { followGate } from "./stock/follow-gate";
import type { Gate } from "./stock/gate";
import { openGateLease } from "./stock/gate-lease";
import { openPreviews, type Previews } from "./uploads/preview/open-previews";
import { openAccounts } from "./wiring-accounts";
import { type AdminServices, openAdmin } from "./wiring-admin";
import { openAlarms } from "./wiring-alarms";
import { backupFolderOf } from "./wiring-backup";
import { type DoorServices, openDoors } from "./wiring-books";
import { type Core, openCore } from "./wiring-core";
import { openLine } from "./wiring-line";
import { openReminders } from "./wiring-reminders";

/** Everything routes and pages of a web process may use. */
export interface Services extends RouteServices, Pick<Core, "clock" | "board" | "orders" | "payments" | "metrics"> {
  readonly accounts: Accounts & { readonly own: OwnAccount };
  readonly admin: AdminServices;
  readonly glance: Glance;
  readonly reminders: Reminders;
  readonly previews: Previews;
  readonly metricsToken: string | null;
  readonly trustedProxyHops: number;
  readonly cookieNames: { readonly pass: string; readonly session: string };
  requestPurchase(wish: PurchaseRequest): PurchaseOutcome | Promise<PurchaseOutcome>;
  giveTicket(wish: { slug: string; accountId: string; level: number }): Promise<TicketOutcome>;
  findAttempt(attemptId: string, accountId: string, receipt: string | null): Promise<WithOutlook<FoundAttempt>>;
  findAccountAttempt(saleId: number, accountId: string): Promise<OwnAttempt | null | "busy">;
  listOpenAttempts(accountId: string): Promise<readonly (OpenAttempt & OwnAttempt)[]>;
  giveUpAttempt(attemptId: string, accountId: string): Promise<GiveUpOutcome>;
  checkHealth(): Promise<HealthReport>;
  demoLogins(): Promise<readonly DemoLogin[] | null>;
  /** Null in a real shop. */
  readonly testTools: TestTools | null;
  readonly core: Core;
}

/** An attempt and what can be said of its wait. */
interface OwnAttempt {
  readonly attempt: Attempt;
  readonly outlook: AttemptOutlook;
}

type WithOutlook<Found> = Found extends { readonly attempt: Attempt } ? Found & OwnAttempt : Found;

/** Counters shown to shoppers are at most this old; a crowd's polls cost one script call per interval and process. */
const glanceAgeMs = 250;
const webPoolMax = 8;
/** Somebody waits for every answer of a web process: with a silent server none takes 5 s, and few may wait at all. */
const webLimits = { connectTimeoutMs: 1_100, statementTimeoutMs: 3_000, clientGraceMs: 500, waitingMax: 500 };
/** What is being driven again ends soon, or with its connections. */
const closeWithinMs = 1_000;
/** A failure that every request meets, such as a dependency that is away, is logged this often. */
const failureSilenceMs = 10_000;

async function openServices(): Promise<Services> {
  const accepted = rememberAccepted(() => performance.now());
  const onAccepted = accepted.remember;
  const core = await openCore({ processName: "web", poolMax: webPoolMax, limits: webLimits, onAccepted });
  const { env, clock, board, orders, pool, logger, metrics } = core;
  const lease = await openGateLease({ ...core, onTime: core.time.hear, onError: core.onRedisTrouble });
  metrics.measureGateVerified(lease.holds);
  metrics.measureClock(core.time.aheadMs);
  const believed = { ...core, gate: { ...core.gate, ...believeGate(core.gate, lease) } };
  const doors = await openDoors(believed, accepted);
  const { gate } = doors;
  const keys = createTokenKeys(env.AUTH_SECRET);
  const cookieName = passCookieName(env.APP_ORIGIN);
  const admin = openAdmin({ ...core, gate, pool: core.pools.admin }, doors.soldFrom);
  const accounts = openAccounts({ ...core, pool: core.pools.people }, keys);
  const seldom = createSeldom(failureSilenceMs);
  openAlarms(core);
  countBackups(metrics.registry, backupFolderOf(env));
  countAudit(metrics.registry, () => readWatch(core.pools.admin));
  stampPagesBy(pageStamp(board, clock));
  const countAnswer = (slug: string, word: PurchaseOutcome["word"]) => {
    metrics.countPurchase(slug, word);
    admin.countAnswer(slug, word);
  };
  const purchase = {
    board,
    gate,
    clock,
    upstream: await openUpstream(core, gate),
    throttle: createThrottle<WishRefusal>({ intervalMs: env.BUY_INTERVAL_MS }),
    count: countAnswer,
    ...tokensFor(keys),
  };
  const glance = createGlance({ gate, ageMaxMs: glanceAgeMs, realNowMs: Date.now });
  const tellOutlook = openLine(core, glance);
  const withOutlook = async <Found extends { readonly attempt: Attempt }>(
    found: Found,
  ): Promise<Found & OwnAttempt> => ({
    ...found,
    outlook: await tellOutlook(found.attempt),
  });
  const tickets = {
    board,
    clock,
    issueTicket: (grant: Parameters<typeof issueTicket>[1]) => issueTicket(keys, grant),
    isInvited: (saleId: number, accountId: string) => isInvited(pool, saleId, accountId),
    mayBuy: (accountId: string) => accounts.own.mayBuy(accountId),
  };
  const attempts = {
    board,
    gate,
    orders,
    clock,
    saleSlug: (saleId: number) => saleSlugOf(pool, saleId),
    readReceipt(receipt: string, accountId: string) {
      const verdict = verifyReceipt(keys, receipt, accountId);
      return verdict.word === "ok" ? verdict.receipt : null;
    },
  };
  const driving = driveLost({ core, attempts, lease, doors, accepted });
  return {
    core: {
      ...core,
      async close() {
        doors.stop();
        await driving.stop(closeWithinMs);
        await core.close();
      },
    },
    clock,
    board,
    orders,
    payments: core.payments,
    metrics,
    appOrigin: env.APP_ORIGIN,
    metricsToken: env.METRICS_TOKEN ?? null,
    trustedProxyHops: env.TRUSTED_PROXY_HOPS,
    cookieNames: { pass: cookieName, session: sessionCookieName(env.APP_ORIGIN) },
    admin,
    apiKeys: admin.apiKeys,
    accounts,
    reminders: openReminders(core, keys),
    previews: openPreviews({
      publicDirectory: join(process.cwd(), "public"),
      readUpload: (name) => admin.uploads.read(name),
    }),
    glance,
    // A pass is a matter of the real time: moving the shop's clock in a test must not sign people out.
    readPass(cookieHeader): Pass | null {
      const pass = readPass(cookieHeader, keys, Date.now(), cookieName);
      return pass === null || core.revoked.refuses(pass) ? null : pass;
    },
    logFailure(error, method, pathname) {
      const quiet = seldom(error instanceof Error ? error.message : String(error));
      if (quiet !== null) logger.error({ err: error, method, pathname, quiet }, "a request failed");
    },
    requestPurchase: (wish) => requestPurchase(purchase, wish),
    giveTicket: (wish) => giveTicket(tickets, wish),
    async findAttempt(attemptId, accountId, receipt) {
      const found = await findAttempt(attempts, attemptId, accountId, receipt);
      if (found.word !== "found") return found;
      if (found.attempt.state !== "queued") accepted.forget(attemptId);
      return withOutlook(found);
    },
    async findAccountAttempt(saleId, accountId) {
      const attempt = await findAccountAttempt({ board, gate, clock }, saleId, accountId);
      return attempt === null || attempt === "busy" ? attempt : withOutlook({ attempt });
    },
    async listOpenAttempts(accountId) {
      return Promise.all((await listLineAttempts({ board, gate, clock }, accountId)).map(withOutlook));
    },
    giveUpAttempt: (attemptId, accountId) =>
      giveUpAttempt({ board, gate, orders, clock, accepted }, attemptId, accountId),
    checkHealth: () => checkHealth(core),
    demoLogins: () => readDemoLogins(env.DATA_DIR, env.ZEROHOUR_DEMO),
    testTools: env.ZEROHOUR_TEST_TOOLS ? await openTestTools(core, keys) : null,
  };
}

interface DriveLostParts {
  readonly core: Core;
  readonly attempts: Parameters<typeof recoverAttempt>[0];
  readonly lease: { holds(): boolean };
  readonly doors: Pick<DoorServices, "of">;
  readonly accepted: AcceptedMemory;
}

/** Whom this process told "accepted" and whose gate was lost; see purchase/drive-again. */
function driveLost({ core, attempts, lease, doors, accepted }: DriveLostParts): RunningLoop {
  const loop = driveAgainLoop({
    ...{ accepted, board: core.board, lease, doors },
    recover: (attempt) => recoverAttempt(attempts, attempt),
    realNowMs: () => performance.now(),
    note: (driven) =>
      core.logger.warn({ event: "driven_again", ...driven }, "looked for what a lost gate had accepted"),
  });
  return startLoop(loop, core.logger);
}

/** Loaded only on demand: a real shop never has this code in its memory. */
async function openTestTools(core: Core, keys: TokenKeys): Promise<TestTools> {
  const { createTestTools } = await import("./test-tools/create-test-tools");
  const { pool, redis, clock, orders, env } = core;
  return createTestTools({
    pool,
    redis,
    clock,
    orders,
    keys,
    appOrigin: env.APP_ORIGIN,
    publish: (saleId) => publishNow(core, saleId),
  });
}

/** Brings board and gate of a sale to what PostgreSQL says, without waiting for the worker. */
async function publishNow(core: Core, saleId: number | null): Promise<void> {
  const { board, gate, orders, pool, redis, clock } = core;
  const sync = async () => {
    await syncBoard({ pool, redis, nowMs: clock.nowMs() });
    await board.refresh();
  };
  await endDueSales(pool, clock.spec(), lengthenHolds);
  await sync();
  const parts = {
    gate,
    readForGate: (id: number) => orders.readForGate(id),
    raiseEpoch: (id: number, seenEpoch: number) => raiseEpoch(pool, id, seenEpoch),
    syncBoard: sync,
  };
  const saleNow = () => (saleId === null ? undefined : board.byId(saleId));
  // The worker may be loading the same gate from an older truth: the last to raise the epoch wins.
  for (let sale = saleNow(); sale !== undefined; sale = saleNow()) {
    const result = await loadGate(parts, sale);
    await sync();
    if (result === "loaded") return;
  }
}

/** What this process refuses from memory, kept right by what the gate's scripts announce. */
async function openUpstream({ clock, subscriber, onRedisTrouble }: Core, gate: Gate): Promise<Upstream> {
  const upstream = createUpstream({ gate, clock, realNowMs: () => performance.now(), onError: onRedisTrouble });
  await followGate(subscriber, upstream.forget);
  return upstream;
}

function tokensFor(keys: TokenKeys) {
  return {
    tokens: {
      verifyTicket: (ticket: string, use: Parameters<typeof verifyTicket>[2]) => verifyTicket(keys, ticket, use),
      attemptId: (saleId: number, accountId: string, attemptKey: string) =>
        attemptIdFor(keys, saleId, accountId, attemptKey),
      signReceipt: (attempt: Attempt) => signReceipt(keys, attempt),
    },
  };
}

const servicesKey: unique symbol = Symbol.for("zerohour.services");

interface HeldServices {
  readonly opening: Promise<Services>;
  /** Null until they are there. */
  opened: Services | null;
}

const holder: typeof globalThis & { [servicesKey]?: HeldServices } = globalThis;

/**
 * The services of this process, opened once. The server's bundle and Next's copy of this module meet on globalThis,
 * so both use the same connections. A failed opening is tried again by the next caller.
 */
export function services(): Promise<Services> {
  const present = holder[servicesKey]?.opening;
  if (present !== undefined) return present;
  const opening = openServices();
  const held: HeldServices = { opening, opened: null };
  holder[servicesKey] = held;
  opening.then(
    (opened) => {
      held.opened = opened;
    },
    () => {
      delete holder[servicesKey];
    },
  );
  return opening;
}

/** Builds a route handler with its access rule; see http/route. */
export const route = createRoute(services, () => holder[servicesKey]?.opened ?? null);

/** Where the shop is reached; null in `next build`, which serves many shops. */
export async function shopOrigin(): Promise<string | null> {
  if (process.env.NEXT_PHASE === "phase-production-build") return null;
  return (await services()).appOrigin;
}

/** Content for pages. `next build` runs without a database: there, no sale exists. */
export async function catalogue(): Promise<Catalogue> {
  if (process.env.NEXT_PHASE === "phase-production-build") return emptyCatalogue;
  const { core } = await services();
  return createCatalogue({ pool: core.pool, clock: core.clock });
}
