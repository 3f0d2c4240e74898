import type { AdminSaleAnswer, SaleCheck } from "../../domain";

/** What a check of the shop says, without its name. */
export type Finding = Pick<SaleCheck, "level" | "message">;

export type ShopCheck = (sale: AdminSaleAnswer, signal: AbortSignal) => Promise<Finding>;

export const fine = (message: string): Finding => ({ level: "ok", message });
export const worthReading = (message: string): Finding => ({ level: "warning", message });
export const blocking = (message: string): Finding => ({ level: "block", message });
