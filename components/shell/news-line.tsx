import { Icon } from "../ui/icon";
import { Frame } from "../ui/page-frame";
import styles from "./global-bar.module.css";

interface NewsLineProps {
  readonly text: string;
  readonly href: string;
  /** What the link does. */
  readonly act: string;
}

/** One line of the global bar: what is going on, and the way there. */
export function NewsLine({ text, href, act }: NewsLineProps) {
  return (
    <div className={styles.bar}>
      <Frame className={styles.row}>
        <span>{text}</span>
        <a className={styles.link} href={href}>
          {act}
          <Icon name="arrow" />
        </a>
      </Frame>
    </div>
  );
}
