import { drawStop, linkMetadataOf } from "@/app/_shop/draw-link";
import type { LinkPageProps } from "@/app/_shop/read-token";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-dynamic";

export const metadata = linkMetadataOf(wordsOf("zh").meta.stopReminder);

export default function StopRoute(props: LinkPageProps) {
  return drawStop("zh", props);
}
