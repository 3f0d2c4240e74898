"use client";

import { useDeferredValue, useState, useSyncExternalStore } from "react";
import type { SalePhase } from "@/lib/domain";
import { useEditor } from "../editor-context";
import { PreviewFrame, type PreviewTheme } from "./preview-frame";
import { PreviewPage } from "./preview-page";
import styles from "./preview-pane.module.css";
import { type PreviewState, previewStates } from "./preview-sale";
import { Switch } from "./switch";
import { usePromoted } from "./use-promoted";

const words = {
  title: "Preview",
  hint: "A drawing of the sale’s page; nothing in it can be pressed.",
  state: "State",
  screen: "Screen",
  theme: "Theme",
  frame: (state: string) => `The sale’s page, ${state}`,
};

const screens = { phone: "Phone", desktop: "Desktop" } as const;
const screenWidths = { phone: 360, desktop: 1_280 } as const;
const themes = { light: "Light", dark: "Dark" } as const;

/** The page that is being made, as shoppers will see it. */
export function PreviewPane() {
  const { form, stored, nowMs } = useEditor();
  const [state, setState] = useState<PreviewState>(() => stateOf(stored?.phase ?? "draft"));
  const [screen, setScreen] = useState<keyof typeof screens>("phone");
  const system = useSystemTheme();
  const [theme, setTheme] = useState<PreviewTheme | null>(null);
  // Typing comes first; the drawing follows when there is time.
  const drawn = useDeferredValue(form);
  const promoted = usePromoted(drawn.promoted);
  return (
    <section aria-label={words.title} className={styles.pane}>
      <div className={styles.head}>
        <h2>{words.title}</h2>
        <p className={styles.hint}>{words.hint}</p>
      </div>
      <div className={styles.switches}>
        <Switch label={words.state} choices={previewStates} chosen={state} onChoose={setState} />
        <Switch label={words.screen} choices={screens} chosen={screen} onChoose={setScreen} />
        <Switch label={words.theme} choices={themes} chosen={theme ?? system} onChoose={setTheme} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label={words.frame(previewStates[state])}>
        <PreviewFrame title={words.frame(previewStates[state])} width={screenWidths[screen]} theme={theme ?? system}>
          <PreviewPage form={drawn} state={state} promoted={promoted} nowMs={nowMs} />
        </PreviewFrame>
      </section>
    </section>
  );
}

/** What the sale is in by itself. */
function stateOf(phase: SalePhase): PreviewState {
  return phase === "draft" || phase === "scheduled" ? "upcoming" : phase;
}

/** The theme this page is in: the reader's own choice, or the system's. */
function useSystemTheme(): PreviewTheme {
  return useSyncExternalStore(watchTheme, readTheme, () => "light");
}

const darkQuery = "(prefers-color-scheme: dark)";

function readTheme(): PreviewTheme {
  const { theme } = document.documentElement.dataset;
  if (theme === "light" || theme === "dark") return theme;
  return matchMedia(darkQuery).matches ? "dark" : "light";
}

function watchTheme(listener: () => void): () => void {
  const query = matchMedia(darkQuery);
  const watch = new MutationObserver(listener);
  query.addEventListener("change", listener);
  watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    query.removeEventListener("change", listener);
    watch.disconnect();
  };
}
