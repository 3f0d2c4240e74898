"use client";
// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.

import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
import { listing } from "./listing.generated";
import { price } from "./price.generated";

const now = { locale: "zh", listing, price } as const;
const later = {  };

export function ListingWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
