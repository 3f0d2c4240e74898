import { type BuyAddress, buyPath } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import styles from "./plain.module.css";

interface RefreshChoiceProps {
  readonly slug: string;
  readonly told: BuyAddress;
  /** Null where the page does not renew itself. */
  readonly seconds: number | null;
  readonly freshPath: string;
}

/** What moves by itself can be stopped, and whoever does not want to wait can look at once. */
export function RefreshChoice({ slug, told, seconds, freshPath }: RefreshChoiceProps) {
  const say = useWords("plain");
  const other = buyPath(slug, { ...told, refused: null, untilMs: null, still: !told.still }, say.locale);
  return (
    <p className={styles.refresh}>
      <a href={freshPath}>{say.plain.checkNow}</a>
      <noscript>
        {seconds !== null && (
          <>
            {say.plain.checksItself({ seconds })} <a href={other}>{say.plain.checkStop}</a>
          </>
        )}
        {told.still && !told.asked && <a href={other}>{say.plain.checkStart}</a>}
      </noscript>
    </p>
  );
}
