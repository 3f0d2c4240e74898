import type { SaleSnapshot } from "../domain";
import type { Clocks } from "./clocks";
import { emptyGate, type GateState } from "./gate/gate-state";
import type { Network, Program } from "./network";

/** All that Redis holds. */
export interface Keys {
  readonly gate: GateState;
  board: { revision: string; sale: SaleSnapshot } | null;
  /** The server under which the gate was last found or made whole. */
  verifiedRun: string | null;
}

type Write = (keys: Keys) => unknown;

/** One server: its keys, and the writes that made them, in order, as in an append-only file. */
class Server {
  private writes: Write[] = [];
  keys: Keys = emptyKeys();

  constructor(public run: string) {}

  write<Result>(write: (keys: Keys) => Result): Result {
    this.writes.push(write);
    return write(this.keys);
  }

  get length(): number {
    return this.writes.length;
  }

  /** What this server knew a while ago. */
  before(lost: number): Server {
    const older = new Server(this.run);
    for (const write of this.writes.slice(0, Math.max(0, this.writes.length - lost))) older.write(write);
    return older;
  }
}

function emptyKeys(): Keys {
  return { gate: emptyGate(), board: null, verifiedRun: null };
}

/**
 * Redis as far as the shop can tell: a script is one step, and what was acknowledged can vanish. It restarts without its
 * last writes, or empty; a replica that is behind becomes the primary, and some programs still talk to the old one.
 */
export class SimulatedRedis {
  private primary = new Server("run-1");
  private runs = 1;
  private readonly stray = new Map<string, Server>();
  /** Whether acknowledged writes were lost: some promises then need their receipts. */
  hasLost = false;

  constructor(
    private readonly network: Network,
    private readonly clocks: Clocks,
  ) {}

  /** For checks, and for nobody else. */
  get keys(): Keys {
    return this.primary.keys;
  }

  get run(): string {
    return this.primary.run;
  }

  get writesKept(): number {
    return this.primary.length;
  }

  write<Result>(from: Program, label: string, write: (keys: Keys, nowMs: number) => Result): Promise<Result> {
    return this.network.call(from, `redis ${label}`, () => {
      const nowMs = this.clocks.now("redis");
      return this.serverOf(from).write((keys) => write(keys, nowMs));
    });
  }

  read<Result>(from: Program, label: string, read: (keys: Keys, run: string) => Result): Promise<Result> {
    return this.network.call(from, `redis ${label}`, () => {
      const server = this.serverOf(from);
      return read(server.keys, server.run);
    });
  }

  /** Killed and restarted; its file lacks the last writes. */
  restart(lost: number): void {
    if (lost > 0) this.hasLost = true;
    this.primary = this.primary.before(lost);
    this.primary.run = this.nextRun();
  }

  empty(): void {
    this.hasLost = true;
    this.primary = new Server(this.nextRun());
  }

  /** A replica that lacks the last writes takes over. `strays` still reach the old primary until `heal`. */
  promote(lost: number, strays: readonly string[]): void {
    this.hasLost = true;
    const old = this.primary;
    this.primary = old.before(lost);
    this.primary.run = this.nextRun();
    for (const name of strays) this.stray.set(name, old);
  }

  heal(): void {
    this.stray.clear();
  }

  private serverOf(from: Program): Server {
    return this.stray.get(from.name) ?? this.primary;
  }

  private nextRun(): string {
    this.runs += 1;
    return `run-${this.runs}`;
  }
}
