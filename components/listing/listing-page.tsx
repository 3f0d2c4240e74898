import { Main } from "../ui/page-frame";
import { Board } from "./board";
import styles from "./board.module.css";
import { HowItWorks } from "./how-it-works";
import type { ListedSale } from "./listed-sale";

/** The shop's first page. */
export function ListingPage({ made }: { readonly made: readonly ListedSale[] }) {
  return (
    <Main className={styles.board}>
      <header className={styles.head}>
        <h1>
          <span className={styles.phrase}>Few units. One start.</span>{" "}
          <span className={styles.phrase}>A fair clock.</span>
        </h1>
        <p className={styles.intro}>Everything on sale now, what opens next, and what is over.</p>
      </header>
      <Board made={made} />
      <HowItWorks />
    </Main>
  );
}
