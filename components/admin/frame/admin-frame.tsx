"use client";

import type { ReactNode } from "react";
import { SignOut } from "../../account/sign-out";
import { SkipLink } from "../../shell/skip-link";
import { ThemeSwitch } from "../../shell/theme-switch";
import { Wordmark } from "../../shell/wordmark";
import { useWords } from "../../words/provide-words";
import { type AdminAccount, AdminAccountProvider } from "./admin-account";
import styles from "./admin-frame.module.css";
import { CommandMenu } from "./command-menu";
import { Rail } from "./rail";
import { StoreClock } from "./store-clock";
import { ToastsProvider } from "./toasts";
import { useSettings } from "./use-settings";

interface AdminFrameProps {
  readonly account: AdminAccount;
  readonly children: ReactNode;
}

/** What stands around every page of the admin. The page itself brings its `main` (components/admin/ui/admin-page). */
export function AdminFrame({ account, children }: AdminFrameProps) {
  const say = useWords("frame");
  const { answer: settings } = useSettings();
  return (
    <AdminAccountProvider value={account}>
      <ToastsProvider>
        <div className={styles.frame}>
          <SkipLink say={say} />
          <header className={styles.header}>
            <Wordmark locale="en" />
            <StoreClock timeZone={settings?.timeZone ?? "UTC"} />
            <div className={styles.tools}>
              <CommandMenu />
            </div>
          </header>
          <div className={styles.rail}>
            <Rail />
          </div>
          <div className={styles.page}>
            {children}
            <footer className={styles.footer}>
              <p>{account.name}</p>
              <SignOut />
              <ThemeSwitch />
            </footer>
          </div>
        </div>
      </ToastsProvider>
    </AdminAccountProvider>
  );
}
