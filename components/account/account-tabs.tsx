"use client";

import styles from "./account-tabs.module.css";
import { type AccountView, accountViews } from "./use-account-view";

const words: { readonly label: string; readonly titles: Readonly<Record<AccountView, string>> } = {
  label: "Your account",
  titles: {
    orders: "Orders",
    reminders: "Reminders",
    details: "Details",
    devices: "Devices",
    data: "Your data",
  },
};

/** The parts of the account as links, so that each has an address. They scroll on a phone. */
export function AccountTabs({ current }: { readonly current: AccountView }) {
  return (
    <nav aria-label={words.label} className={styles.tabs}>
      {accountViews.map((view) => (
        <a key={view} href={`#${view}`} className={styles.tab} aria-current={view === current ? "page" : undefined}>
          {words.titles[view]}
        </a>
      ))}
    </nav>
  );
}
