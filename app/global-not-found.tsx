import { MissingPage } from "@/components/shell/missing-page";
import { ShopFrame } from "@/components/shell/shop-frame";
import { ShellWords } from "@/components/words/en/shell-words.generated";
import { wordsOf } from "@/components/words/words-of";
import { Document, shopMetadata, shopViewport } from "./document";

const say = wordsOf("en");

export const metadata = { ...shopMetadata("en"), title: say.meta.titleOf({ title: say.meta.notFound }) };
export const viewport = shopViewport;

/** For every address that is no page's. It stands outside of all layouts. */
export default function GlobalNotFound() {
  return (
    <Document locale="en">
      <ShellWords>
        <ShopFrame say={say}>
          <MissingPage say={say} />
        </ShopFrame>
      </ShellWords>
    </Document>
  );
}
