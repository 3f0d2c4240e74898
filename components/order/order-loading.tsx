import { plainOrderPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { Skeleton } from "../ui/skeleton";
import styles from "./order-loading.module.css";

const words = {
  wait: "Fetching your order…",
  plainWay: "See your order without JavaScript",
};

/** Until the first answer: the heading says what is on its way. */
export function OrderLoading({ orderId }: { readonly orderId: string }) {
  return (
    <Main className={styles.loading}>
      <h1>{words.wait}</h1>
      <noscript>
        <ButtonLink href={plainOrderPath(orderId)}>{words.plainWay}</ButtonLink>
      </noscript>
      <Skeleton width="min(100%, 420px)" height="24px" />
      <Skeleton width="min(100%, 680px)" height="240px" />
    </Main>
  );
}
