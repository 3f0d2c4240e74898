import type { Line } from "../judge.mjs";
import type { LoadGenerator } from "../load-generator.mjs";
import type { ShopSide } from "../shop-side";

/** What is not one kind of request beside another: whole sales, limits, switches, what grows. */
export interface BehindMeasure {
  readonly name: string;
  /** Takes too long for a look. */
  readonly onlyInFull?: boolean;
  readonly run: (stage: BehindStage) => Promise<BehindOutcome>;
}

export interface BehindOutcome {
  readonly lines: readonly Line[];
  /** What was seen besides; kept with the results. */
  readonly seen?: Readonly<Record<string, unknown>>;
}

export interface BehindStage {
  readonly directory: string;
  readonly shopSide: ShopSide;
  readonly generator: LoadGenerator;
  readonly contestants: {
    readonly ports: { readonly shop: number };
    readonly settings: { readonly origin: string };
    startWorker(): () => Promise<unknown>;
    startShop(wish?: ShopWish): Promise<MeasuredShop>;
  };
  readonly quick: boolean;
  /** For what is watched over a long time. */
  readonly minutes: number;
  readonly log: (line: string) => void;
}

export interface ShopWish {
  readonly processes?: number;
  readonly worker?: boolean;
  readonly backlog?: "usual" | "endless";
}

export interface MeasuredShop {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A shop of its own for one measure, away again afterwards. */
export async function withShop<T>(
  { contestants }: BehindStage,
  wish: ShopWish,
  use: (shop: MeasuredShop) => Promise<T>,
): Promise<T> {
  const shop = await contestants.startShop(wish);
  try {
    return await use(shop);
  } finally {
    await shop.stop();
  }
}
