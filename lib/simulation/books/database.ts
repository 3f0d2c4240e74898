import type { Clocks } from "../clocks";
import type { BookFlaws } from "../flaws";
import { emptyTables, type OrderRow, type Tables } from "./tables";

/** What PostgreSQL raises when a constraint or a trigger is broken. */
export class GuardError extends Error {
  override readonly name = "GuardError";

  constructor(
    readonly constraint: string,
    message: string,
  ) {
    super(message);
  }
}

/** An open transaction: how to undo what it wrote, and the rows nobody else may take. */
export class Transaction {
  readonly undo: (() => void)[] = [];
  readonly locked = new Set<string>();
  readonly savepoints: number[] = [];
  isOpen = true;
}

/**
 * The tables and who writes to them. Statements of one transaction run one after the other without anything between
 * them, but for a transaction that waits for another server in the middle (the relay of the outbox): what that one has
 * locked is skipped by others.
 */
export class Database {
  readonly tables: Tables = emptyTables();
  /** Changes with every commit that wrote something. */
  revision = 0;
  private lastNumber = 0;
  private lastTurn: Promise<void> = Promise.resolve();
  private readonly open = new Set<Transaction>();
  readonly advisoryLocks = new Map<string, object>();

  constructor(
    private readonly clocks: Clocks,
    readonly flaws: BookFlaws,
  ) {}

  now(): number {
    return this.clocks.now("postgres");
  }

  next(): number {
    this.lastNumber += 1;
    return this.lastNumber;
  }

  /**
   * Waits until nobody else is inside a transaction; says how to let the next one in. Where every call is answered at once,
   * this is what row locks are elsewhere.
   */
  async takeTurn(): Promise<() => void> {
    const before = this.lastTurn;
    let done: () => void = () => undefined;
    this.lastTurn = new Promise((resolve) => {
      done = resolve;
    });
    await before;
    return done;
  }

  begin(): Transaction {
    const transaction = new Transaction();
    this.open.add(transaction);
    return transaction;
  }

  commit(transaction: Transaction): void {
    if (transaction.undo.length > 0) this.revision += 1;
    this.end(transaction);
  }

  rollBack(transaction: Transaction): void {
    this.undoTo(transaction, 0);
    this.end(transaction);
  }

  undoTo(transaction: Transaction, length: number): void {
    for (const undo of transaction.undo.splice(length).reverse()) undo();
  }

  /** One transaction in one step. */
  atomically<Result>(work: (transaction: Transaction) => Result): Result {
    const transaction = this.begin();
    try {
      const result = work(transaction);
      this.commit(transaction);
      return result;
    } catch (error) {
      this.rollBack(transaction);
      throw error;
    }
  }

  put<Key, Row>(transaction: Transaction, table: Map<Key, Row>, key: Key, row: Row): void {
    const before = table.get(key);
    transaction.undo.push(() => (before === undefined ? table.delete(key) : table.set(key, before)));
    table.set(key, row);
  }

  /** A row whose key must be new, as a primary key or a unique index demands. */
  insert<Key, Row>(transaction: Transaction, table: Map<Key, Row>, key: Key, row: Row, constraint: string): void {
    if (table.has(key)) throw new GuardError(constraint, `${constraint}: ${String(key)} is there already`);
    this.put(transaction, table, key, row);
  }

  remove<Key, Row>(transaction: Transaction, table: Map<Key, Row>, key: Key): void {
    const before = table.get(key);
    if (before === undefined) return;
    transaction.undo.push(() => table.set(key, before));
    table.delete(key);
  }

  /** `FOR UPDATE SKIP LOCKED`: false when another transaction has it. */
  lock(transaction: Transaction, name: string): boolean {
    for (const other of this.open) if (other !== transaction && other.locked.has(name)) return false;
    transaction.locked.add(name);
    return true;
  }

  orderOf(orderId: string): OrderRow | undefined {
    return this.tables.orders.get(orderId);
  }

  private end(transaction: Transaction): void {
    transaction.isOpen = false;
    this.open.delete(transaction);
  }
}
