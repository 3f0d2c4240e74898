// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const frame: Words["frame"] = {
  skip: "Skip to the content",
  main: "Main",
  sales: "Sales",
  orders: "Orders",
  about: "Few units, a fixed start, and a clock you can trust.",
  missing: {
    title: "There is no page at this address",
    meaning: "The address may be mistyped. Sales that are over keep their page, and your orders are in your account.",
    sales: "See the sales",
    orders: "Your orders",
  },
};
