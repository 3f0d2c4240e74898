import { notFound } from "next/navigation";
import { privatePage } from "@/app/_shop/private-page";
import { wordsOf } from "@/components/words/words-of";

// Made for each request: made-up addresses must not fill the store of pages.
export const dynamic = "force-dynamic";
export const metadata = privatePage(wordsOf("zh").meta.notFound);

/** Every Chinese address that is no page's, in Chinese. */
export default function MissingRoute() {
  notFound();
}
