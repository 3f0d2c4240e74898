export const themeChoices = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const storageKey = "theme";

/**
 * Runs in the head before the first paint, so a chosen theme never flashes. Without a choice it sets nothing
 * and the style sheet follows the system.
 */
export const themeScript = `try{var t=localStorage.getItem("${storageKey}");if(t=="dark"||t=="light")document.documentElement.dataset.theme=t}catch(e){}`;

/** The reader's stored choice. A browser that forbids storage follows the system. */
export function readThemeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

/** Shows a theme now and remembers it where the browser allows. */
export function applyThemeChoice(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    if (choice === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is forbidden: the choice holds for this page.
  }
}
