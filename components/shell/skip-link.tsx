import { mainId } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";
import styles from "./skip-link.module.css";

/** First in the page, seen only with the keyboard. */
export function SkipLink({ say }: { readonly say: WordsFor<"frame"> }) {
  return (
    <a className={styles.skip} href={`#${mainId}`}>
      {say.frame.skip}
    </a>
  );
}
