"use client";

import { Skeleton } from "../ui/skeleton";
import { useWords } from "../words/provide-words";
import styles from "./account-page.module.css";

/** While a part of the account is not there yet. */
export function AccountTrouble({ away }: { readonly away: boolean }) {
  const say = useWords("account");
  return (
    <div className={styles.box}>
      <p role="status">{away ? say.account.trouble.away : say.account.trouble.loading}</p>
      <Skeleton width="100%" height="96px" />
    </div>
  );
}
