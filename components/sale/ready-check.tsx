import { signInPath } from "@/components/account/safe-next";
import type { Session } from "@/components/account/use-session";
import { Icon } from "@/components/ui/icon";
import { chooserId } from "./item-chooser";
import styles from "./ready-check.module.css";

interface ReadyCheckProps {
  readonly slug: string;
  readonly session: Session;
  readonly ticketInHand: boolean;
  readonly clockErrorMs: number | null;
  /** Null where there is nothing to choose. */
  readonly itemChosen: boolean | null;
}

/** Everything that can be done before the start, so that nothing is asked after the click. */
export function ReadyCheck({ slug, session, ticketInHand, clockErrorMs, itemChosen }: ReadyCheckProps) {
  const signedIn = session.word === "signed_in";
  return (
    <ul className={styles.rows} aria-label="Ready check">
      <Row done={signedIn}>
        {signedIn ? (
          `Signed in as ${session.account.name}`
        ) : (
          <a href={signInPath(`/sales/${slug}`)}>Sign in before the start</a>
        )}
      </Row>
      {itemChosen !== null && (
        <Row done={itemChosen}>{itemChosen ? "Choice made" : <a href={`#${chooserId}`}>Choose one above</a>}</Row>
      )}
      <Row done={clockErrorMs !== null}>
        {clockErrorMs === null
          ? "Measuring the shop’s clock"
          : `Clock in step, ±${Math.max(1, Math.ceil(clockErrorMs))} ms`}
      </Row>
      <Row done={ticketInHand}>{ticketInHand ? "Right to buy in hand" : "Right to buy comes by itself"}</Row>
    </ul>
  );
}

function Row({ done, children }: { readonly done: boolean; readonly children: React.ReactNode }) {
  return (
    <li className={styles.row} data-done={done || undefined}>
      <Icon name={done ? "check" : "clock"} size={16} />
      {children}
    </li>
  );
}
