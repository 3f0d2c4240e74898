import type { ReactNode } from "react";
import { PlainWords } from "@/components/words/en/plain-words.generated";
import { drawFrame } from "../_plain/draw-frame";
import { Document, shopMetadata, shopViewport } from "../document";

/** Pages for browsers without scripts: made for each request and never kept. */
export const dynamic = "force-dynamic";

export const metadata = shopMetadata("en");

export const viewport = shopViewport;

export default async function PlainLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Document locale="en">
      <PlainWords>{await drawFrame("en", children)}</PlainWords>
    </Document>
  );
}
