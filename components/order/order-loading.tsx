import { plainOrderPath } from "@/lib/domain";
import { ButtonLink } from "../ui/button-link";
import { Main } from "../ui/page-frame";
import { Skeleton } from "../ui/skeleton";
import { useWords } from "../words/provide-words";
import styles from "./order-loading.module.css";

/** Until the first answer: the heading says what is on its way. */
export function OrderLoading({ orderId }: { readonly orderId: string }) {
  const say = useWords("order");
  return (
    <Main className={styles.loading}>
      <h1>{say.order.fetching}</h1>
      <noscript>
        <ButtonLink href={plainOrderPath(orderId, {}, say.locale)}>{say.order.plainWay}</ButtonLink>
      </noscript>
      <Skeleton width="min(100%, 420px)" height="24px" />
      <Skeleton width="min(100%, 680px)" height="240px" />
    </Main>
  );
}
