import type { SettingsAnswer } from "@/lib/domain";

/** What a store begins with: new sales follow it while the store's own settings cannot be read. */
export const usualSettings: SettingsAnswer = {
  storeName: "Zerohour",
  timeZone: "Europe/Berlin",
  currency: "EUR",
  paymentWindowSeconds: 600,
  limitPerAccount: 1,
  lineFactor: 3,
  showExactStock: false,
  guards: { discountPercent: 70, lengthHours: 72 },
  mail: { fromName: "Zerohour", fromAddress: "shop@example.com" },
  version: 1,
};
