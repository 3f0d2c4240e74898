import { type Simulation, simulations } from "@/lib/domain";
import styles from "./payment-choice.module.css";

interface PaymentChoiceProps {
  readonly chosen: Simulation;
  readonly onChoose: (choice: Simulation) => void;
}

const words = {
  legend: "Payment",
  simulated:
    "This is a simulated payment: no card is asked for and no real money moves. You choose what the bank does.",
};

const options: Readonly<Record<Simulation, { readonly name: string; readonly means: string }>> = {
  ok: { name: "Pay", means: "The bank agrees at once." },
  decline: { name: "Decline", means: "The bank says no. The item stays held and you can try again." },
  timeout: { name: "Time out", means: "The bank answers only after some 20 seconds. The item stays yours meanwhile." },
  late: { name: "Late", means: "The bank agrees after 3 minutes, when the hold is over. The shop sorts it out." },
};

/** What the built-in payment provider is to do. */
export function PaymentChoice({ chosen, onChoose }: PaymentChoiceProps) {
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{words.legend}</legend>
      <p className={styles.note}>{words.simulated}</p>
      {simulations.map((simulation) => (
        <label key={simulation} className={styles.option}>
          <input
            className={styles.radio}
            type="radio"
            name="simulate"
            value={simulation}
            checked={chosen === simulation}
            onChange={() => onChoose(simulation)}
            aria-labelledby={`simulate-${simulation}-name`}
            aria-describedby={`simulate-${simulation}-means`}
          />
          <span className={styles.name} id={`simulate-${simulation}-name`}>
            {options[simulation].name}
          </span>
          <span className={styles.means} id={`simulate-${simulation}-means`}>
            {options[simulation].means}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
