// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import { createElement, type ReactNode } from "react";
import { ProvideTemplates } from "../provide-templates";
import { sale } from "./sale-templates.generated";

const templates = { sale };

export function SaleWords({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideTemplates, { templates }, children);
}
