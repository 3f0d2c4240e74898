"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { access } from "./access.generated";
import { form } from "./form.generated";
import { problem } from "./problem.generated";

const now = { locale: "zh", access, form, problem } as const;
const later = {  };

export function AccessWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
