// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const welcome: Words["welcome"] = {
  headlineUnits: "Few units. One start.",
  headlineClock: "A fair clock.",
  intro: "Everything on sale now, what opens next, and what is over.",
  how: "How a sale works",
  readySpoken: "Half an hour before: ",
  ready: "Be ready",
  readyWhy: "Sign in, choose your size. The page measures the shop’s clock, so it opens on time on any device.",
  pressSpoken: "At the start: ",
  press: "Press Buy, once",
  pressWhy: "Your place belongs to your account. Reloading, closing the page or a second tab neither loses nor doubles it.",
  paySpoken: "Ten minutes to pay: ",
  pay: "Pay what is yours",
  payWhy: "An item is held for you, usually 10 minutes. You are charged only when you pay; what is not paid goes on.",
};
