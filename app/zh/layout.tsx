import type { ReactNode } from "react";
import { ShopFrame } from "@/components/shell/shop-frame";
import { wordsOf } from "@/components/words/words-of";
import { ShellWords } from "@/components/words/zh/shell-words.generated";
import { Document, shopMetadata, shopViewport } from "../document";

export const metadata = shopMetadata("zh");
export const viewport = shopViewport;

export default function ShopLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Document locale="zh">
      <ShellWords>
        <ShopFrame say={wordsOf("zh")}>{children}</ShopFrame>
      </ShellWords>
    </Document>
  );
}
