import type { Payments } from "../payments/ports";
import type { Loop } from "../platform/loop";
import type { FindAttemptParts } from "../purchase/find-attempt";
import type { GiveUpAttemptParts } from "../purchase/give-up-attempt";
import type { RequestPurchaseParts } from "../purchase/request";
import type { SaleBoard } from "../sales/ports";
import type { BookParts } from "./actors/book-ports";
import type { Database } from "./books/database";
import type { Clocks } from "./clocks";
import type { Flaws } from "./flaws";
import type { Network, Program } from "./network";
import type { Dice, Plan } from "./plan";
import type { SimulatedRedis } from "./simulated-redis";

/** What programs and shoppers see of the world they are in. */
export interface Stage {
  readonly plan: Plan;
  readonly flaws: Flaws;
  readonly network: Network;
  readonly clocks: Clocks;
  readonly redis: SimulatedRedis;
  readonly database: Database;
  readonly bookParts: BookParts;
  /** The numbers of the present step. */
  readonly dice: Dice;
  /** A request to one of the web processes, as the load balancer chooses. */
  askWeb<Answer>(from: Program, label: string, handle: (web: Web) => Promise<Answer>): Promise<Answer>;
  endDueSales(): readonly { readonly saleId: number }[];
  openDueReleases(): number;
}

export interface Web {
  readonly program: Program;
  readonly board: SaleBoard;
  readonly request: RequestPurchaseParts;
  readonly find: FindAttemptParts;
  readonly giveUp: GiveUpAttemptParts;
  readonly payments: Payments;
  /** Drives again what it was told and the gate has lost. */
  readonly driveAgain: Loop;
  /** Rejects when the process dies: whoever waits for its answer learns only that. */
  readonly death: Promise<never>;
}

export interface WorkerLoop {
  readonly name: string;
  once(): Promise<unknown>;
}
