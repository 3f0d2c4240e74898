"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { account } from "./account.generated";
import { order } from "./order.generated";
import { reminder } from "./reminder.generated";
import { form } from "./form.generated";
import { problem } from "./problem.generated";

const now = { locale: "en", account, order, reminder, form, problem } as const;
const later = {  };

export function AccountWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
