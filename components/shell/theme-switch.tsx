"use client";

import { useState, useSyncExternalStore } from "react";
import { useWords } from "../words/provide-words";
import { applyThemeChoice, readThemeChoice, type ThemeChoice, themeChoices } from "./theme-choice";
import styles from "./theme-switch.module.css";

/** Another tab's choice arrives as a storage event. */
function onStorage(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

export function ThemeSwitch() {
  const say = useWords("shell");
  const stored = useSyncExternalStore(onStorage, readThemeChoice, () => null);
  const [chosen, setChosen] = useState<ThemeChoice | null>(null);
  const current = chosen ?? stored;

  function choose(choice: ThemeChoice): void {
    applyThemeChoice(choice);
    setChosen(choice);
  }

  return (
    <fieldset className={styles.switch}>
      <legend className={styles.legend}>{say.shell.theme}</legend>
      <div className={styles.choices}>
        {themeChoices.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input
              className={styles.radio}
              type="radio"
              name="theme"
              value={choice}
              checked={current === choice}
              onChange={() => choose(choice)}
            />
            {say.shell.themes[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
