// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const shell: Words["shell"] = {
  skip: "Skip to the content",
  main: "Main",
  sales: "Sales",
  orders: "Orders",
  signIn: "Sign in",
  about: "Few units, a fixed start, and a clock you can trust.",
  storeZone: "Times are in the store’s time zone.",
  yourZone: ({ city }) => `Times are in your time zone: ${city}.`,
  theme: "Theme",
  themes: {
    system: "System",
    light: "Light",
    dark: "Dark",
  },
  language: "Language",
  broken: {
    title: "This page could not be shown",
    meaning: "It is our mistake. Nothing was bought or charged by it, and a place in line or a held item is kept on your account.",
    number: ({ digest }) => `If it stays, tell us this number: ${digest}.`,
    again: "Try again",
    orders: "Your orders",
  },
  missing: {
    title: "There is no page at this address",
    meaning: "The address may be mistyped. Sales that are over keep their page, and your orders are in your account.",
    sales: "See the sales",
    orders: "Your orders",
  },
};
