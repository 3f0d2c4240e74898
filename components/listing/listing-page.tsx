import { Main } from "../ui/page-frame";
import type { WordsFor } from "../words/provide-words";
import { Board } from "./board";
import styles from "./board.module.css";
import { HowItWorks } from "./how-it-works";
import type { ListedSale } from "./listed-sale";

interface ListingPageProps {
  readonly made: readonly ListedSale[];
  readonly say: WordsFor<"welcome">;
}

/** The shop's first page. */
export function ListingPage({ made, say }: ListingPageProps) {
  return (
    <Main className={styles.board}>
      <header className={styles.head}>
        <h1>
          <span className={styles.phrase}>{say.welcome.headlineUnits}</span>{" "}
          <span className={styles.phrase}>{say.welcome.headlineClock}</span>
        </h1>
        <p className={styles.intro}>{say.welcome.intro}</p>
      </header>
      <Board made={made} />
      <HowItWorks say={say} />
    </Main>
  );
}
