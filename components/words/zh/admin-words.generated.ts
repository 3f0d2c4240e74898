"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { shell } from "./shell.generated";
import { frame } from "./frame.generated";
import { time } from "./time.generated";
import { sale } from "./sale.generated";
import { product } from "./product.generated";
import { price } from "./price.generated";
import { order } from "./order.generated";
import { form } from "./form.generated";
import { problem } from "./problem.generated";

const now = { locale: "zh", shell, frame, time, sale, product, price, order, form, problem } as const;
const later = { attempt: async () => (await import("./attempt.generated")).attempt };

export function AdminWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
