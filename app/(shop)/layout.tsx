import type { ReactNode } from "react";
import { ShopFrame } from "@/components/shell/shop-frame";
import { ShellWords } from "@/components/words/en/shell-words.generated";
import { wordsOf } from "@/components/words/words-of";
import { Document, shopMetadata, shopViewport } from "../document";

export const metadata = shopMetadata("en");
export const viewport = shopViewport;

export default function ShopLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Document locale="en">
      <ShellWords>
        <ShopFrame say={wordsOf("en")}>{children}</ShopFrame>
      </ShellWords>
    </Document>
  );
}
