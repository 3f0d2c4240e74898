import { mainId } from "../ui/page-frame";
import styles from "./skip-link.module.css";

/** First in the page, seen only with the keyboard. */
export function SkipLink() {
  return (
    <a className={styles.skip} href={`#${mainId}`}>
      Skip to the content
    </a>
  );
}
