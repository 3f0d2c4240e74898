import type { ReactNode } from "react";
import { PlainWords } from "@/components/words/zh/plain-words.generated";
import { drawFrame } from "../_plain/draw-frame";
import { Document, shopMetadata, shopViewport } from "../document";

/** Pages for browsers without scripts: made for each request and never kept. */
export const dynamic = "force-dynamic";

export const metadata = shopMetadata("zh");

export const viewport = shopViewport;

export default async function PlainLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Document locale="zh">
      <PlainWords>{await drawFrame("zh", children)}</PlainWords>
    </Document>
  );
}
