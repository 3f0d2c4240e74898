import type { FormEvent } from "react";
import { formatMoney, type OrderAnswer, type Simulation } from "@/lib/domain";
import { Button } from "../ui/button";
import { ErrorSummary } from "../ui/error-summary";
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

const words = {
  pay: (amount: string) => `Pay ${amount}`,
  sending: "Sending…",
  safe: "Once you press Pay, the item cannot be lost to the clock.",
  declined: "The payment was declined",
  declinedNext: "Nothing was charged and the item is still held. You can try again.",
  refused: "That was not possible",
  unanswered: "We are not sure that arrived",
  unansweredNext: "The connection broke. The page checks what became of it; pressing again never pays twice.",
};

/** How to pay, the button, and the way to give the item back. */
export function PayForm({ order, simulation, onSimulation, actions, freshDeclines }: PayFormProps) {
  const decline = declineReason(order);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    actions.pay(simulation);
  }

  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        {actions.failure !== null ? (
          <ErrorSummary
            title={actions.failure.word === "refused" ? words.refused : words.unanswered}
            items={[{ fieldId: null, message: failureMessage(actions.failure) }]}
            attempt={actions.failures}
          />
        ) : (
          decline !== null && (
            <ErrorSummary
              title={words.declined}
              items={[
                { fieldId: null, message: decline },
                { fieldId: null, message: words.declinedNext },
              ]}
              attempt={freshDeclines}
            />
          )
        )}
        <PaymentChoice chosen={simulation} onChoose={onSimulation} />
        <div className={styles.acts}>
          <Button type="submit" kind="primary" large wide busy={actions.acting === "pay"}>
            {actions.acting === "pay" ? words.sending : words.pay(formatMoney(order.amount))}
          </Button>
          <p className={styles.safe}>{words.safe}</p>
        </div>
      </form>
      <GiveBack busy={actions.acting === "cancel"} onGiveBack={actions.cancel} />
    </>
  );
}

function failureMessage(failure: ActFailure): string {
  switch (failure.word) {
    case "refused":
      return failure.detail;
    case "unanswered":
      return words.unansweredNext;
  }
}
