import { type Simulation, simulations } from "@/lib/domain";
import { useWords } from "../words/provide-words";
import styles from "./payment-choice.module.css";

interface PaymentChoiceProps {
  readonly chosen: Simulation;
  readonly onChoose: (choice: Simulation) => void;
}

/** What the built-in payment provider is to do. */
export function PaymentChoice({ chosen, onChoose }: PaymentChoiceProps) {
  const say = useWords("order");
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.legend}>{say.order.payment}</legend>
      <p className={styles.note}>{say.order.simulated}</p>
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
            {say.order.simulations[simulation]}
          </span>
          <span className={styles.means} id={`simulate-${simulation}-means`}>
            {say.order.simulationMeans[simulation]}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
