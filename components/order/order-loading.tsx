import { Main } from "../ui/page-frame";
import { Skeleton } from "../ui/skeleton";
import styles from "./order-loading.module.css";

const words = {
  wait: "Fetching your order…",
  needsScripts: "Orders are personal and fetched by a script. Please switch JavaScript on to see yours.",
};

/** Until the first answer: the heading says what is on its way. */
export function OrderLoading() {
  return (
    <Main className={styles.loading}>
      <h1>{words.wait}</h1>
      <noscript>
        <p>{words.needsScripts}</p>
      </noscript>
      <Skeleton width="min(100%, 420px)" height="24px" />
      <Skeleton width="min(100%, 680px)" height="240px" />
    </Main>
  );
}
