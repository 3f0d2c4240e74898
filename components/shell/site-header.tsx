import { Frame } from "../ui/page-frame";
import { AccountLink } from "./account-link";
import { NavigationLink } from "./navigation-link";
import styles from "./site-header.module.css";
import { Wordmark } from "./wordmark";

export function SiteHeader() {
  return (
    <header className={styles.header}>
      <Frame className={styles.row}>
        <Wordmark />
        <nav className={styles.links} aria-label="Main">
          <NavigationLink href="/">Sales</NavigationLink>
          <NavigationLink href="/account">Orders</NavigationLink>
          <AccountLink />
        </nav>
      </Frame>
    </header>
  );
}
