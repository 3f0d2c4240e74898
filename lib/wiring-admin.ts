import { createApiKeys } from "./accounts/api-keys/create-api-keys";
import type { ApiKeys } from "./accounts/api-keys/ports";
import type {
  AuditAnswer,
  BuysServed,
  LoadPolicyAnswer,
  MonitorAnswer,
  PurchaseOutcome,
  SaleActionsAnswer,
  SettingsAnswer,
  SoldFrom,
} from "./domain";
import { createLog } from "./log/create-log";
import type { AdminLog, LogActor } from "./log/ports";
import { recordChange } from "./log/record-change";
import { queueMail } from "./mail/queue-mail";
import { openStock } from "./orders/ledger";
import { lengthenHolds } from "./orders/lengthen-holds";
import { announceSale } from "./purchase/announce-sale";
import { listActions } from "./sales/actions/list-actions";
import { type RetryOutcome, retryAction } from "./sales/actions/retry-action";
import { createSaleEditing, type SaleEditing } from "./sales/edit/create-sale-editing";
import { createRefusalCounter } from "./sales/monitor/count-refusals";
import { readMonitor } from "./sales/monitor/read-monitor";
import { raiseEpoch } from "./sales/raise-epoch";
import { changeSettings, type SettingsChange, type SettingsOutcome } from "./sales/settings/change-settings";
import { changeLoadPolicy, readLoadPolicy } from "./sales/settings/load-policy";
import { readSettings } from "./sales/settings/read-settings";
import { sendTestMail, type TestMailWish } from "./sales/settings/send-test-mail";
import { syncBoard } from "./sales/sync-board";
import { createIntentStream } from "./stock/create-intent-stream";
import { createUploads, openStorage } from "./uploads/open-uploads";
import type { Uploads } from "./uploads/ports";
import { createSaleAuditor } from "./wiring-audit";
import type { Core } from "./wiring-core";
import { type ImportServices, openImport } from "./wiring-import";
import { openPeople, type PeopleServices } from "./wiring-people";
import { openPreflight, type Preflight } from "./wiring-preflight";
import { openWatchReader } from "./wiring-watch";

/** What routes of marketers use. */
export interface AdminServices extends ImportServices, PeopleServices {
  readonly sales: SaleEditing;
  readonly log: AdminLog;
  readonly apiKeys: ApiKeys;
  readonly uploads: Uploads;
  readonly settings: SettingsServices;
  readonly loadPolicy: {
    read(): Promise<LoadPolicyAnswer>;
    change(buysServed: BuysServed, actor: LogActor): Promise<LoadPolicyAnswer>;
  };
  readonly actions: SaleActions;
  readonly preflight: Preflight;
  monitor(slug: string): Promise<MonitorAnswer | null>;
  /** Null when there is no such sale. */
  audit(slug: string): Promise<AuditAnswer | null>;
  /** Counts an answer to a wish to buy, if it is a refusal. */
  countAnswer(slug: string, word: PurchaseOutcome["word"]): void;
}

/** What followed the changes of a sale; see lib/sales/actions. */
export interface SaleActions {
  list(slug: string): Promise<SaleActionsAnswer | null>;
  retry(slug: string, actionId: string, actor: LogActor): Promise<RetryOutcome>;
}

/** What holds for the whole store; see lib/sales/settings. */
export interface SettingsServices {
  read(): Promise<SettingsAnswer>;
  change(change: SettingsChange, version: number, actor: LogActor): Promise<SettingsOutcome>;
  sendTestMail(wish: TestMailWish, actor: LogActor): Promise<{ readonly from: string }>;
}

export function openAdmin(core: Core, soldFrom: (saleId: number) => SoldFrom): AdminServices {
  const { board, clock, gate, logger, pool, redis } = core;
  const refusals = createRefusalCounter({
    redis,
    onError: (error) => logger.warn({ err: error }, "refusals could not be counted, will try again"),
  });
  const sales = openEditing(core);
  // Only its backlog is asked for, which never waits inside Redis.
  const { backlog } = createIntentStream({ redis, blockingRedis: redis, consumer: "monitor" });
  const monitor = {
    board,
    clock,
    gate,
    soldFrom,
    backlog,
    readRefusals: (saleId: number) => refusals.read(saleId),
    readWatched: openWatchReader(core),
    readSale: (slug: string) => sales.read(slug),
  };
  return {
    ...openImport(core, sales),
    ...openPeople(core),
    sales,
    log: createLog({ pool }),
    apiKeys: createApiKeys({ pool, recordChange }),
    uploads: createUploads({ pool, recordChange, storage: openStorage(core.env) }),
    settings: {
      read: () => readSettings(pool),
      change: (change, version, actor) => changeSettings({ pool, recordChange }, change, version, actor),
      sendTestMail: (wish, actor) => sendTestMail({ pool, recordChange, queueMail }, wish, actor),
    },
    loadPolicy: {
      read: () => readLoadPolicy(pool),
      change: (buysServed, actor) => changeLoadPolicy({ pool, recordChange }, buysServed, actor),
    },
    preflight: openPreflight(core),
    actions: {
      list: (slug) => listActions(pool, slug),
      retry: (slug, actionId, actor) => retryAction({ pool, recordChange }, slug, actionId, actor),
    },
    monitor: (slug) => readMonitor(monitor, slug),
    audit: createSaleAuditor({
      databaseUrl: core.env.DATABASE_URL,
      redisUrl: core.env.REDIS_URL,
      clockSpec: () => clock.spec(),
    }),
    countAnswer(slug, word) {
      const sale = board.bySlug(slug);
      const code = refusalCode(word);
      if (sale !== undefined && code !== null) refusals.count(sale.id, code);
    },
  };
}

function openEditing(core: Core): SaleEditing {
  const { board, clock, gate, logger, orders, pool, redis } = core;
  const announcing = {
    board,
    gate,
    syncBoard: () => syncBoard({ pool, redis, nowMs: clock.nowMs() }),
    readForGate: (saleId: number) => orders.readForGate(saleId),
    raiseEpoch: (saleId: number, seenEpoch: number) => raiseEpoch(pool, saleId, seenEpoch),
  };
  return createSaleEditing({
    pool,
    clock,
    openStock,
    lengthenHolds,
    recordChange,
    async readFree(saleId) {
      const counts = await gate.readSale(saleId);
      return counts === "not_loaded" ? null : new Map(counts.items.map((item) => [item.itemId, item.available]));
    },
    async tell(saleId, adjustments) {
      try {
        const word = await announceSale(announcing, saleId, adjustments);
        return { pages: null, gate: word === "announced" ? null : "Another process is loading the gate." };
      } catch (error) {
        logger.warn({ err: error, saleId }, "board and gate could not be told of a change, the worker will");
        const message = `Redis could not be told: ${error instanceof Error ? error.message : String(error)}`;
        return { pages: message, gate: message };
      }
    },
    note: (error, saleId) =>
      logger.warn({ err: error, saleId }, "what follows a change could not be noted, the worker does it"),
  });
}

/** The problem code a shopper heard; null for what is no refusal. */
function refusalCode(word: PurchaseOutcome["word"]): string | null {
  switch (word) {
    case "accepted":
    case "known":
    case "not_found":
      return null;
    case "bad_item":
    case "bad_quantity":
      return "invalid_request";
    case "bad_ticket":
    case "not_eligible":
    case "not_open":
    case "ended":
    case "paused":
    case "cancelled":
    case "throttled":
    case "key_reused":
    case "limit_reached":
    case "all_held":
    case "sold_out":
    case "line_full":
    case "busy":
      return word;
  }
}
