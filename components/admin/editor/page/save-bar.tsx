"use client";

import { Button } from "../../../ui/button";
import { StatusLine } from "../../../ui/status-line";
import type { Saving } from "../edit-session";
import { useEditor } from "../editor-context";
import { consequencesOf } from "./consequences";
import styles from "./editor-page.module.css";

const words = {
  label: "Save",
  dirty: (count: number) => `${count} ${count === 1 ? "change" : "changes"} not saved`,
  held: (count: number) =>
    count === 1 ? "One of them cannot be saved as it is." : `${count} things cannot be saved as they are.`,
  mend: "Mend what is marked first; then everything is saved together.",
  needs: "A draft begins with a title, a price and a time.",
  discard: "Discard",
  draft: "Save draft",
  published: "Save changes",
  unreachable: "The shop does not answer. Nothing typed is lost; it is sent again by itself.",
};

interface SaveBarProps {
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Stands at the lower edge while something is not saved, and says what saving does. */
export function SaveBar({ onSave, onDiscard }: SaveBarProps) {
  const { plan, stored, saving, meeting } = useEditor();
  if (plan.dirty.length === 0) return null;
  const isDraft = stored === null || stored.status === "draft";
  const isDisputed = meeting !== null && meeting.disputed.length > 0;
  return (
    <section aria-label={words.label} className={styles.bar}>
      <div className={styles.barText}>
        <p>
          <b>{words.dirty(plan.dirty.length)}</b>
        </p>
        {savingWords(saving, plan.errors.length, isDraft, stored === null).map((text) => (
          <p key={text} className={saving.word === "refused" ? styles.barTrouble : undefined}>
            {text}
          </p>
        ))}
        {consequencesOf(stored, plan).map((text) => (
          <p key={text}>{text}</p>
        ))}
      </div>
      <Button onClick={onDiscard}>{words.discard}</Button>
      <Button kind="solid" busy={saving.word === "saving"} unavailable={isDisputed} onClick={onSave}>
        {isDraft ? words.draft : words.published}
      </Button>
    </section>
  );
}

function savingWords(saving: Saving, errors: number, isDraft: boolean, isNew: boolean): readonly string[] {
  if (saving.word === "refused") return [saving.detail];
  if (saving.word === "unreachable") return [words.unreachable];
  if (errors === 0) return [];
  if (isNew) return [words.needs];
  return [isDraft ? words.held(errors) : words.mend];
}

/** Said when it changes; the eye finds it beside the title. */
export function SaveState({ text }: { readonly text: string }) {
  return (
    <StatusLine label="Save state" className={styles.state ?? ""}>
      {text}
    </StatusLine>
  );
}
