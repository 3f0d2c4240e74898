import { usualGuards } from "./sale-checks";
import type { SettingsAnswer } from "./settings";

/** What an admin may change. */
export type Settings = Omit<SettingsAnswer, "version">;

/** What new sales begin with. */
export type SaleDefaults = Pick<
  Settings,
  "timeZone" | "currency" | "paymentWindowSeconds" | "limitPerAccount" | "lineFactor" | "showExactStock"
>;

/** The settings of a store in which nobody has changed any. */
export const usualSettings: Settings = {
  storeName: "Zerohour",
  timeZone: "UTC",
  currency: "EUR",
  paymentWindowSeconds: 600,
  limitPerAccount: 1,
  lineFactor: 3,
  showExactStock: false,
  guards: usualGuards,
  mail: { fromName: "Zerohour", fromAddress: "shop@localhost" },
};
