"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { sale } from "./sale.generated";

const now = { locale: "zh", sale } as const;
const later = { reminder: async () => (await import("./reminder.generated")).reminder, form: async () => (await import("./form.generated")).form };

export function SaleWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
