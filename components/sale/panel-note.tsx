import { isFinalAttempt } from "@/lib/domain";
import { useWords, type WordsFor } from "../words/provide-words";
import { isOver } from "./merge-sale-state";
import { ReadyCheck } from "./ready-check";
import type { SaleFacts } from "./sale-facts";
import styles from "./sale-panel.module.css";
import type { SalePanelState } from "./use-sale-panel";

interface PanelNoteProps {
  readonly facts: SaleFacts;
  readonly state: SalePanelState;
  /** Why the last click did nothing; null when there is nothing to explain. */
  readonly explanation: string | null;
  /** Null where there is nothing to choose. */
  readonly itemChosen: boolean | null;
}

/** From here on the panel helps to get ready. */
const readyCheckFromMs = 30 * 60_000;

/** What stands below the control: an explanation, the shopper's own result, the ready check, or the sale's state. */
export function PanelNote({ facts, state, explanation, itemChosen }: PanelNoteProps) {
  const say = useWords("sale");
  const tone = explanation === null ? (state.note?.tone ?? "plain") : "plain";
  return (
    <div className={styles.note} data-tone={tone}>
      {contentOf({ facts, state, explanation, itemChosen }, say)}
    </div>
  );
}

function contentOf({ facts, state, explanation, itemChosen }: PanelNoteProps, say: WordsFor<"sale">) {
  const { note, purchase, view, words, untilStartMs } = state;
  const { attempt } = purchase.attempt;
  if (explanation !== null) return <p>{explanation}</p>;
  if (note !== null) {
    const isPast = attempt !== null && isFinalAttempt(attempt.state) && isOver(view);
    return (
      <>
        <p className={styles.own}>{note.text}</p>
        {isPast && <p>{words.sentence}</p>}
      </>
    );
  }
  if (!state.online && !isOver(view)) return <p>{say.sale.offlineMeaning}</p>;
  if (untilStartMs !== null && untilStartMs <= readyCheckFromMs) {
    return (
      <ReadyCheck
        slug={facts.slug}
        session={purchase.session}
        ticketInHand={purchase.ticketInHand}
        keptOut={state.keptOut}
        clockErrorMs={state.clock.errorMs}
        itemChosen={itemChosen}
      />
    );
  }
  return <p>{words.sentence}</p>;
}
