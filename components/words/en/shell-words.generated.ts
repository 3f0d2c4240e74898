"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { shell } from "./shell.generated";
import { time } from "./time.generated";

const now = { locale: "en", shell, time } as const;
const later = { attempt: async () => (await import("./attempt.generated")).attempt, problem: async () => (await import("./problem.generated")).problem, reminder: async () => (await import("./reminder.generated")).reminder, form: async () => (await import("./form.generated")).form };

export function ShellWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
