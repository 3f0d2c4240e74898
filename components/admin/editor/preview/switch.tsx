"use client";

import { useId } from "react";
import styles from "./switch.module.css";

interface SwitchProps<Choice extends string> {
  readonly label: string;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly chosen: Choice;
  readonly onChoose: (choice: Choice) => void;
}

/** One of a few, side by side; arrows move between them. */
export function Switch<Choice extends string>({ label, choices, chosen, onChoose }: SwitchProps<Choice>) {
  const name = useId();
  return (
    <fieldset className={styles.switch} aria-label={label}>
      {keysOf(choices).map((choice) => (
        <label key={choice} className={styles.choice}>
          <input type="radio" name={name} checked={choice === chosen} onChange={() => onChoose(choice)} />
          {choices[choice]}
        </label>
      ))}
    </fieldset>
  );
}

function keysOf<Key extends string>(record: Readonly<Record<Key, string>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
