import type { FormEvent } from "react";
import type { OrderAnswer, Simulation } from "@/lib/domain";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
import { problemText } from "../words/problem-text";
import { useWords, type WordsFor } from "../words/provide-words";
import { sayMoney } from "../words/say-money";
import { GiveBack } from "./give-back";
import { declineReason } from "./order-words";
import styles from "./pay-page.module.css";
import { PaymentChoice } from "./payment-choice";
import type { ActFailure, PayActions } from "./use-pay-actions";

interface PayFormProps {
  readonly order: OrderAnswer;
  readonly simulation: Simulation;
  readonly onSimulation: (choice: Simulation) => void;
  readonly actions: PayActions;
  /** Payments declined since the page was opened: only these take the focus. */
  readonly freshDeclines: number;
}

/** How to pay, the button, and the way to give the item back. */
export function PayForm({ order, simulation, onSimulation, actions, freshDeclines }: PayFormProps) {
  const say = useWords("order", "problem");
  const decline = declineReason(order, say);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    actions.pay(simulation);
  }

  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        {actions.failure !== null ? (
          <ErrorSummary
            title={actions.failure.word === "refused" ? say.order.refused : say.order.unsure}
            items={[{ fieldId: null, message: failureMessage(actions.failure, say) }]}
            attempt={actions.failures}
          />
        ) : (
          decline !== null && (
            <ErrorSummary
              title={say.order.declined}
              items={[
                { fieldId: null, message: decline },
                { fieldId: null, message: say.order.declinedNext },
              ]}
              attempt={freshDeclines}
            />
          )
        )}
        <PaymentChoice chosen={simulation} onChoose={onSimulation} />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" large wide busy={actions.acting === "pay"}>
            {actions.acting === "pay"
              ? say.order.sending
              : say.order.pay({ amount: sayMoney(order.amount, say.locale) })}
          </Button>
          <p className={styles.safe}>{say.order.paySafe}</p>
        </div>
      </form>
      <GiveBack busy={actions.acting === "cancel"} onGiveBack={actions.cancel} />
    </>
  );
}

function failureMessage(failure: ActFailure, say: WordsFor<"order" | "problem">): string {
  switch (failure.word) {
    case "refused":
      return problemText(failure.problem, say);
    case "unanswered":
      return say.order.unansweredNext;
  }
}
