import type { BookParts } from "./actors/book-ports";
import { openWeb } from "./actors/open-web";
import { openWorker } from "./actors/open-worker";
import { Shopper } from "./actors/shopper";
import { Database } from "./books/database";
import { writeNews } from "./books/move-orders";
import { enterLedger } from "./books/stock";
import { Clocks } from "./clocks";
import type { Flaws } from "./flaws";
import { isExpected } from "./is-expected";
import { Network, Program } from "./network";
import { Dice, type Plan } from "./plan";
import { SimulatedProvider } from "./simulated-provider";
import { SimulatedRedis } from "./simulated-redis";
import type { Stage, Web, WorkerLoop } from "./stage";
import { firstItemId, paymentWindowMs, priceMinor, saleId, saleMs, startsAtMs } from "./the-sale";

export interface Worker {
  readonly program: Program;
  readonly loops: readonly WorkerLoop[];
  readonly running: Set<string>;
}

/** One shop with its servers, programs and shoppers. Nothing in it moves unless it is told to. */
export class World implements Stage {
  readonly network = new Network();
  readonly clocks = new Clocks(startsAtMs - 5_000);
  readonly redis: SimulatedRedis;
  readonly database: Database;
  readonly provider: SimulatedProvider;
  readonly bookParts: BookParts;
  readonly providerProgram = new Program("provider");
  readonly shoppers: readonly Shopper[];
  webs: Web[];
  workers: Worker[];
  /** The numbers of the present step. */
  dice = new Dice(0);
  /** Errors that no lost connection explains. */
  readonly surprises: string[] = [];
  private readonly releases: { readonly itemId: number; readonly quantity: number; readonly atMs: number }[] = [];

  constructor(
    readonly plan: Plan,
    readonly flaws: Flaws,
  ) {
    this.redis = new SimulatedRedis(this.network, this.clocks);
    this.database = new Database(this.clocks, flaws.books);
    this.provider = new SimulatedProvider(this.network, this.clocks);
    const { database, network, clocks, provider } = this;
    this.bookParts = { database, network, clocks, provider, flaws: flaws.programs };
    this.publishSale();
    this.shoppers = this.inviteShoppers();
    this.webs = ["web-1", "web-2"].map((name) => this.startWeb(name));
    this.workers = ["worker-1", "worker-2"].map((name) => this.startWorker(name));
  }

  /** A request to one of the web processes, as the load balancer chooses. */
  askWeb<Answer>(from: Program, label: string, handle: (web: Web) => Promise<Answer>): Promise<Answer> {
    return this.network.call(from, label, () => {
      const web = this.dice.oneOf(this.webs) ?? this.webs[0];
      if (web === undefined) throw new Error("there is no web process");
      const answer = Promise.race([handle(web), web.death]);
      answer.catch(() => undefined);
      return answer;
    });
  }

  /** The process is gone in the middle of whatever it did; another one starts in its place. */
  kill(program: Program, requestsArrive: boolean): void {
    program.isDead = true;
    this.network.forget(program, requestsArrive);
    for (const end of program.endings) end();
    this.webs = this.webs.map((web) => (web.program === program ? this.startWeb(program.name) : web));
    this.workers = this.workers.map((worker) => (worker.program === program ? this.startWorker(program.name) : worker));
  }

  /** Work that goes on by itself. What faults explain is expected; anything else is told. */
  observe(work: Promise<unknown>, afterwards: () => void): void {
    work.then(afterwards, (error: unknown) => {
      afterwards();
      if (isExpected(error)) return;
      this.surprises.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  }

  private startWeb(name: string): Web {
    const web = openWeb(this, new Program(name));
    this.observe(web.board.refresh(), () => undefined);
    return web;
  }

  private startWorker(name: string): Worker {
    const program = new Program(name);
    const loops = openWorker(this, program);
    const board = loops.find((loop) => loop.name === "board");
    if (board !== undefined) this.observe(board.once(), () => undefined);
    return { program, loops, running: new Set() };
  }

  /** A webhook goes to a web process; the provider believes it told when the answer came. */
  async tellWebhook(position: number): Promise<void> {
    const webhook = this.provider.webhooks[position];
    if (webhook === undefined) return;
    const rawBody = new TextEncoder().encode(webhook.body);
    await this.askWeb(this.providerProgram, "webhook", (web) =>
      web.payments.receiveWebhook("simulated", rawBody, new Headers()),
    );
    webhook.isTold = true;
  }

  pass(ms: number): void {
    this.clocks.pass(ms);
    this.provider.decide();
  }

  /** As lib/sales/end-sales.ts. */
  endDueSales(): readonly { readonly saleId: number }[] {
    const { database } = this;
    const sale = database.tables.sales.get(saleId);
    if (sale?.status !== "published" || sale.endsAtMs > database.now()) return [];
    database.atomically((transaction) => {
      const ended = { ...sale, status: "ended", endedReason: "time", version: sale.version + 1 } as const;
      database.put(transaction, database.tables.sales, saleId, ended);
    });
    return [{ saleId }];
  }

  /** As lib/sales/open-releases.ts. */
  openDueReleases(): number {
    const { database } = this;
    const due = this.releases.filter(
      ({ itemId, atMs }) => atMs <= database.now() && !database.tables.ledger.has(`release:${itemId}`),
    );
    if (due.length === 0 || database.tables.sales.get(saleId)?.status !== "published") return 0;
    database.atomically((transaction) => {
      for (const { itemId, quantity } of due) {
        const item = database.tables.items.get(itemId);
        if (item === undefined) continue;
        const cause = `release:${itemId}`;
        database.put(transaction, database.tables.items, itemId, { ...item, released: item.released + quantity });
        enterLedger(database, transaction, { cause, itemId, kind: "release", quantity, orderId: null });
        const adjust = { itemId, cause, totalDelta: 0, releasedDelta: quantity };
        writeNews(database, transaction, { saleId, adjust });
      }
    });
    return due.length;
  }

  /** A marketer calls it off. */
  cancelSale(): void {
    const { database } = this;
    const sale = database.tables.sales.get(saleId);
    if (sale?.status !== "published") return;
    database.atomically((transaction) => {
      const cancelled = { ...sale, status: "cancelled", version: sale.version + 1 } as const;
      database.put(transaction, database.tables.sales, saleId, cancelled);
    });
  }

  private publishSale(): void {
    const { database, plan } = this;
    database.atomically((transaction) => {
      const { limit: limitPerAccount, lineFactor } = plan;
      database.put(transaction, database.tables.sales, saleId, {
        ...{ id: saleId, status: "published", startsAtMs, endsAtMs: startsAtMs + saleMs, epoch: 0, version: 1 },
        ...{ limitPerAccount, paymentWindowMs, priceMinor, lineFactor, endedReason: null },
      });
      for (const [index, { total, later }] of plan.items.entries()) {
        const id = firstItemId + index;
        const released = Math.max(0, total - later);
        database.put(transaction, database.tables.items, id, { id, total, released, held: 0, sold: 0 });
        const opened = { itemId: id, orderId: null };
        enterLedger(database, transaction, { ...opened, cause: `load:${id}`, kind: "load", quantity: total });
        if (released > 0) {
          enterLedger(database, transaction, { ...opened, cause: `open:${id}`, kind: "release", quantity: released });
        }
        if (released < total) {
          this.releases.push({ itemId: id, quantity: total - released, atMs: startsAtMs + 60_000 });
        }
      }
    });
  }

  private inviteShoppers(): readonly Shopper[] {
    let account = 0;
    return this.plan.shoppers.map((plan, index) => {
      if (!plan.sharesAccount || index === 0) account += 1;
      return new Shopper(this, `s${index + 1}`, `acct${account}`, plan);
    });
  }
}
