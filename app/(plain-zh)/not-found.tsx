import { MissingPage } from "@/components/shell/missing-page";
import { wordsOf } from "@/components/words/words-of";

export default function NotFound() {
  return <MissingPage say={wordsOf("zh")} />;
}
