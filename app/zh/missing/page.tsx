import { privatePage } from "@/app/_shop/private-page";
import { MissingPage } from "@/components/shell/missing-page";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-static";
export const metadata = privatePage(wordsOf("zh").meta.notFound);

/** Sent with 404 for every Chinese address that is no page's: see lib/http/page-cache.ts. */
export default function MissingRoute() {
  return <MissingPage say={wordsOf("zh")} />;
}
