import { Frame } from "../ui/page-frame";
import styles from "./site-footer.module.css";
import { ThemeSwitch } from "./theme-switch";
import { YourZone } from "./your-zone";

export function SiteFooter() {
  return (
    <footer className={styles.footer}>
      <Frame className={styles.row}>
        <div className={styles.about}>
          <p>Few units, a fixed start, and a clock you can trust.</p>
          <YourZone />
        </div>
        <ThemeSwitch />
      </Frame>
    </footer>
  );
}
