import type { ReactNode } from "react";
import { PlainFrame } from "@/components/plain/plain-frame";
import { PlainWords } from "@/components/words/en/plain-words.generated";
import { wordsOf } from "@/components/words/words-of";
import { Document, shopMetadata, shopViewport } from "../document";
import { readReader } from "./read-reader";

/** Pages for browsers without scripts: made for each request and never kept. */
export const dynamic = "force-dynamic";
export const metadata = shopMetadata("en");
export const viewport = shopViewport;

export default async function PlainLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Document locale="en">
      <PlainWords>
        <PlainFrame signedIn={(await readReader()) !== null} say={wordsOf("en")}>
          {children}
        </PlainFrame>
      </PlainWords>
    </Document>
  );
}
