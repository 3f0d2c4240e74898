// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const shell: Words["shell"] = {
  signIn: "Sign in",
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
};
