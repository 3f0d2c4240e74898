"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { sale } from "./sale.generated";
import { attempt } from "./attempt.generated";
import { problem } from "./problem.generated";

const now = { locale: "en", sale, attempt, problem } as const;
const later = {  };

export function LineWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
