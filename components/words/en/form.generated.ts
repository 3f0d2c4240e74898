// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const form: Words["form"] = {
  sending: "Sending…",
  unanswered: "The shop did not answer. Check the connection and try again: nothing is lost.",
  password: {
    show: "Show",
    hide: "Hide",
    showLabel: ({ label }) => `Show: ${label}`,
    hideLabel: ({ label }) => `Hide: ${label}`,
  },
  signOut: {
    signOut: "Sign out",
    sending: "Signing out…",
    failed: "You are still signed in: the shop did not answer. Try again.",
  },
  mistakes: {
    name: "Write a name of at most 80 characters.",
    email: "Write an e-mail address that can be used here.",
    password: "Write a password of at least 8 characters.",
    currentPassword: "The current password is not right.",
    newPassword: "Write a new password of at least 8 characters.",
    timeZone: "Choose a time zone from the list.",
    locale: "Choose a language from the list.",
    token: "This link does not count any more. Ask for a new one.",
  },
};
