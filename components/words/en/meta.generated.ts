// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const meta: Words["meta"] = {
  title: "Zerohour · flash sales with a clock you can trust",
  titleOf: ({ title }) => `${title} · Zerohour`,
  description: "Few units, a fixed start and fair rules. See what is on sale now, what opens next and how it works.",
  account: "Your account",
  order: "Order",
  pay: "Pay",
  place: ({ title }) => `Your place: ${title}`,
  signIn: "Sign in",
  signUp: "Create an account",
  notFound: "Page not found",
  forgotPassword: "Forgot your password",
  resetPassword: "Choose a new password",
  verifyEmail: "Confirm your address",
  buy: ({ title }) => `Buy: ${title}`,
  confirmReminder: "Confirm a reminder",
  stopReminder: "Stop a reminder",
};
