import type { ReactNode } from "react";
import { signInPath } from "@/components/account/safe-next";
import type { Session } from "@/components/account/use-session";
import { checkPath, clockPath, IconShape, warningPath } from "@/components/ui/icon-shape";
import { localPath } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import { chooserId } from "./item-chooser";
import styles from "./ready-check.module.css";

interface ReadyCheckProps {
  readonly slug: string;
  readonly session: Session;
  readonly ticketInHand: boolean;
  /** The rule that keeps this account out; null where none is known. */
  readonly keptOut: string | null;
  readonly clockErrorMs: number | null;
  /** Null where there is nothing to choose. */
  readonly itemChosen: boolean | null;
}

/** Everything that can be done before the start, so that nothing is asked after the click. */
export function ReadyCheck({ slug, session, ticketInHand, keptOut, clockErrorMs, itemChosen }: ReadyCheckProps) {
  const say = useWords("sale");
  const signedIn = session.word === "signed_in";
  return (
    <ul className={styles.rows} aria-label={say.sale.readyCheck}>
      <Row done={signedIn}>
        {signedIn ? (
          say.sale.signedInAs({ name: session.account.name })
        ) : (
          <a href={signInPath(localPath(say.locale, `/sales/${slug}`))}>{say.sale.signInBefore}</a>
        )}
      </Row>
      {itemChosen !== null && (
        <Row done={itemChosen}>
          {itemChosen ? say.sale.choiceMade : <a href={`#${chooserId}`}>{say.sale.chooseAbove}</a>}
        </Row>
      )}
      <Row done={clockErrorMs !== null}>
        {clockErrorMs === null
          ? say.sale.measuring
          : say.sale.inStep({ errorMs: Math.max(1, Math.ceil(clockErrorMs)) })}
      </Row>
      {keptOut === null ? (
        <Row done={ticketInHand}>{ticketInHand ? say.sale.rightInHand : say.sale.rightComes}</Row>
      ) : (
        <Row refused>
          {keptOut} <a href={localPath(say.locale, "/account")}>{say.sale.toAccount}</a>
        </Row>
      )}
    </ul>
  );
}

interface RowProps {
  readonly done?: boolean;
  readonly refused?: boolean;
  readonly children: ReactNode;
}

function Row({ done = false, refused = false, children }: RowProps) {
  return (
    <li className={styles.row} data-done={done || undefined} data-refused={refused || undefined}>
      <IconShape path={refused ? warningPath : done ? checkPath : clockPath} size={16} />
      <span>{children}</span>
    </li>
  );
}
