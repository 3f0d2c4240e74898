import type { ShopPool } from "../../lib/platform/postgres";
import type { ProgramName } from "../chaos/fragile-programs";
import type { SaleWish } from "../chaos/make-sale";
import type { Equipment, FragileShop } from "../chaos/open-shop";

/** Ends a fault. */
export type Mend = () => Promise<void>;
/** Begins a fault. */
export type Break = () => Promise<Mend>;

/** What a fault is played on. */
export interface Scene {
  readonly shop: FragileShop;
  readonly pool: ShopPool;
  readonly saleId: number;
}

/** One cell of the failure matrix: a fault, how it is forced, and what people see of it. */
export interface FaultRow {
  /** By which it is played alone. */
  readonly name: string;
  /** The matrix' own name of the group it belongs to. */
  readonly row: string;
  readonly component: "Redis" | "PostgreSQL" | "network" | "clocks";
  /** What happens, as a sentence for whoever watches. */
  readonly breaks: string;
  /** What a shopper sees meanwhile. */
  readonly sees: string;
  /** What the shop must be equipped with. */
  readonly needs?: keyof Equipment;
  /** What the sale allows beyond the usual. */
  readonly sale?: Pick<SaleWish, "withoutGate">;
  /** About how long it takes until the fault has begun, where that is longer than a moment. */
  readonly takesMs?: number;
  readonly forMs: number;
  /** Once the fault has begun somebody must have bought before it is mended: else the row is not kept. */
  readonly mustSell?: true;
  /** A program that is killed; the network errors of those who were at it are none of the shop's. */
  readonly kills?: ProgramName;
  /** Part of every test run, or played by command only. */
  readonly played: "always" | "by command";
  /** Readies what takes long before the sale begins; what is given back begins the fault. */
  readonly ready: (scene: Scene) => Promise<Break>;
}

/** Most faults need no preparation. */
export function atOnce(breakIt: (scene: Scene) => Promise<Mend>): FaultRow["ready"] {
  return async (scene) => () => breakIt(scene);
}

/** For faults that are over as soon as they have happened. */
export const nothingToMend: Mend = async () => undefined;
