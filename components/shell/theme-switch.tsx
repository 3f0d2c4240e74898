"use client";

import { useState, useSyncExternalStore } from "react";
import { applyThemeChoice, readThemeChoice, type ThemeChoice, themeChoices } from "./theme-choice";
import styles from "./theme-switch.module.css";

const words: Readonly<Record<ThemeChoice, string>> = { system: "System", light: "Light", dark: "Dark" };

/** Another tab's choice arrives as a storage event. */
function onStorage(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}

export function ThemeSwitch() {
  const stored = useSyncExternalStore(onStorage, readThemeChoice, () => null);
  const [chosen, setChosen] = useState<ThemeChoice | null>(null);
  const current = chosen ?? stored;

  function choose(choice: ThemeChoice): void {
    applyThemeChoice(choice);
    setChosen(choice);
  }

  return (
    <fieldset className={styles.switch}>
      <legend className={styles.legend}>Theme</legend>
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
            {words[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
