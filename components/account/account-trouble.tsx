"use client";

import { Skeleton } from "../ui/skeleton";
import styles from "./account-page.module.css";

const words = {
  loading: "Fetching your account…",
  away: "This part of your account cannot be fetched right now. Nothing is lost; this page asks again by itself.",
};

/** While a part of the account is not there yet. */
export function AccountTrouble({ away }: { readonly away: boolean }) {
  return (
    <div className={styles.box}>
      <p role="status">{away ? words.away : words.loading}</p>
      <Skeleton width="100%" height="96px" />
    </div>
  );
}
