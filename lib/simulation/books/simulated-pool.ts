import { type ShopPool, withTransaction } from "../../platform/postgres";
import { type Network, never, type Program } from "../network";
import type { Database, Transaction } from "./database";
import { orderStatements } from "./order-statements";
import { paymentStatements } from "./payment-statements";
import type { Statement } from "./statement";

interface Answer {
  readonly rows: readonly object[];
  readonly rowCount: number;
}

const known = new Map<string, Statement>();

/** What a statement of the shop does here. One nobody has told yet is no reason to guess. */
function statementOf(text: string): Statement {
  const found =
    known.get(text) ?? [...orderStatements, ...paymentStatements].find((statement) => text.includes(statement.says));
  if (found === undefined) {
    throw new Error(`the simulated PostgreSQL does not know this statement; tell it in lib/simulation/books: ${text}`);
  }
  known.set(text, found);
  return found;
}

function answerOf(rows: readonly object[]): Answer {
  return { rows, rowCount: rows.length };
}

/**
 * A connection of one program. The shop's own `withTransaction` runs on it: between BEGIN and COMMIT nobody else does
 * anything, unless the transaction itself waits for somebody. A commit is done when it is sent; its answer may be lost.
 */
class Connection {
  private transaction: Transaction | null = null;
  private endTurn: () => void = () => undefined;
  private readonly advisoryLocks = new Set<string>();
  private readonly ending = () => this.drop();

  constructor(
    private readonly database: Database,
    private readonly network: Network,
    private readonly from: Program,
  ) {
    from.endings.add(this.ending);
  }

  async query(text: string, values: readonly unknown[] = []): Promise<Answer> {
    if (this.from.isDead) return never();
    if (text === "BEGIN") {
      await this.network.call(this.from, "postgres begin", () => undefined);
      if (this.network.isCalm) this.endTurn = await this.database.takeTurn();
      if (this.from.isDead) {
        this.drop();
        return never();
      }
      this.transaction = this.database.begin();
      return answerOf([]);
    }
    if (text.includes("pg_try_advisory_lock")) {
      return this.network.call(this.from, "postgres advisory lock", () => this.tryLock(String(values[0])));
    }
    if (text.includes("pg_advisory_unlock")) {
      this.unlock(String(values[0]));
      return answerOf([]);
    }
    if (this.transaction !== null) return this.inside(this.transaction, text, values);
    return text === "ROLLBACK" ? answerOf([]) : this.one(text, values);
  }

  release(): void {
    this.drop();
    this.from.endings.delete(this.ending);
  }

  private one(text: string, values: readonly unknown[]): Promise<Answer> {
    const statement = statementOf(text);
    const perform = () =>
      this.database.atomically((transaction) => answerOf(statement.run(this.database, transaction, values)));
    return this.network.call(this.from, "postgres statement", () =>
      this.network.isCalm ? this.inTurn(perform) : perform(),
    );
  }

  private async inTurn(perform: () => Answer): Promise<Answer> {
    const endTurn = await this.database.takeTurn();
    try {
      return perform();
    } finally {
      endTurn();
    }
  }

  private async inside(transaction: Transaction, text: string, values: readonly unknown[]): Promise<Answer> {
    if (text === "COMMIT") {
      this.database.commit(transaction);
      this.transaction = null;
      this.endTurn();
      await this.network.answer(this.from, "postgres commit", undefined);
      return answerOf([]);
    }
    if (text === "ROLLBACK") this.drop();
    else if (text.startsWith("ROLLBACK TO")) this.database.undoTo(transaction, transaction.savepoints.pop() ?? 0);
    else if (text.startsWith("SAVEPOINT")) transaction.savepoints.push(transaction.undo.length);
    else if (text.startsWith("RELEASE SAVEPOINT")) transaction.savepoints.pop();
    else {
      const statement = statementOf(text);
      if (statement.letsOthersIn) this.endTurn();
      return answerOf(statement.run(this.database, transaction, values));
    }
    return answerOf([]);
  }

  private tryLock(name: string): Answer {
    const holder = this.database.advisoryLocks.get(name);
    if (holder !== undefined && holder !== this) return answerOf([{ locked: false }]);
    this.database.advisoryLocks.set(name, this);
    this.advisoryLocks.add(name);
    return answerOf([{ locked: true }]);
  }

  private unlock(name: string): void {
    this.advisoryLocks.delete(name);
    if (this.database.advisoryLocks.get(name) === this) this.database.advisoryLocks.delete(name);
  }

  private drop(): void {
    if (this.transaction?.isOpen) this.database.rollBack(this.transaction);
    this.transaction = null;
    this.endTurn();
    for (const name of this.advisoryLocks) this.unlock(name);
  }
}

/** As much of a pool as the shop's code uses. */
export function createSimulatedPool(database: Database, network: Network, from: Program): ShopPool {
  const pool: ShopPool = Object.assign(Object.create(null), {
    query: async (text: string, values?: readonly unknown[]) => {
      const connection = new Connection(database, network, from);
      try {
        return await connection.query(text, values);
      } finally {
        connection.release();
      }
    },
    connect: async () => new Connection(database, network, from),
    transaction: <Result>(work: Parameters<typeof withTransaction<Result>>[1]) => withTransaction(pool, work),
  });
  return pool;
}
