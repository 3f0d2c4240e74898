"use client";

import { useEffect, useRef } from "react";
import { useWords } from "../words/provide-words";
import styles from "./account-tabs.module.css";
import { type AccountView, accountViews } from "./use-account-view";

/** The parts of the account as links, so that each has an address. They scroll on a phone. */
export function AccountTabs({ current }: { readonly current: AccountView }) {
  const say = useWords("account");
  const strip = useRef<HTMLElement>(null);

  // On a phone not all of them fit; the page itself does not move.
  useEffect(() => {
    const tab = strip.current?.querySelector<HTMLElement>(`[href="#${current}"]`);
    if (strip.current === null || tab === undefined || tab === null) return;
    const middle = tab.offsetLeft + tab.offsetWidth / 2 - strip.current.offsetLeft;
    strip.current.scrollLeft = middle - strip.current.clientWidth / 2;
  }, [current]);

  return (
    <nav ref={strip} aria-label={say.account.tabs.label} className={styles.tabs}>
      {accountViews.map((view) => (
        <a key={view} href={`#${view}`} className={styles.tab} aria-current={view === current ? "page" : undefined}>
          {say.account.tabs.titles[view]}
        </a>
      ))}
    </nav>
  );
}
