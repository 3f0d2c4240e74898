"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { shell } from "./shell.generated";
import { time } from "./time.generated";
import { sale } from "./sale.generated";
import { price } from "./price.generated";
import { attempt } from "./attempt.generated";
import { order } from "./order.generated";
import { problem } from "./problem.generated";
import { plain } from "./plain.generated";
import { access } from "./access.generated";
import { account } from "./account.generated";
import { form } from "./form.generated";

const now = { locale: "zh", shell, time, sale, price, attempt, order, problem, plain, access, account, form } as const;
const later = {  };

export function PlainWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
