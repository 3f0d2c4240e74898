import { type BuyAddress, buyPath } from "@/lib/domain";
import styles from "./plain.module.css";

interface RefreshChoiceProps {
  readonly slug: string;
  readonly told: BuyAddress;
  /** Null where the page does not renew itself. */
  readonly seconds: number | null;
  readonly freshPath: string;
}

const words = {
  now: "Check again now",
  by: (seconds: number) => `This page looks again by itself in ${seconds} s.`,
  stop: "Stop that",
  start: "Let the page look again by itself",
};

/** What moves by itself can be stopped, and whoever does not want to wait can look at once. */
export function RefreshChoice({ slug, told, seconds, freshPath }: RefreshChoiceProps) {
  const other = buyPath(slug, { ...told, refused: null, untilMs: null, still: !told.still });
  return (
    <p className={styles.refresh}>
      <a href={freshPath}>{words.now}</a>
      <noscript>
        {seconds !== null && (
          <>
            {words.by(seconds)} <a href={other}>{words.stop}</a>
          </>
        )}
        {told.still && !told.asked && <a href={other}>{words.start}</a>}
      </noscript>
    </p>
  );
}
