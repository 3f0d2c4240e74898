import { drawConfirm, linkMetadataOf } from "@/app/_shop/draw-link";
import type { LinkPageProps } from "@/app/_shop/read-token";
import { wordsOf } from "@/components/words/words-of";

export const dynamic = "force-dynamic";

export const metadata = linkMetadataOf(wordsOf("zh").meta.confirmReminder);

export default function ConfirmRoute(props: LinkPageProps) {
  return drawConfirm("zh", props);
}
