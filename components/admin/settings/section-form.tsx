"use client";

import { type ReactNode, useId, useState } from "react";
import type { SettingsAnswer } from "@/lib/domain";
import { Button } from "../../ui/button";
import { ErrorSummary } from "../../ui/error-summary";
import { Notice } from "../../ui/notice";
import { settingsPath } from "../frame/use-settings";
import { useAdminChange } from "../ui/use-admin-change";
import styles from "./settings-page.module.css";

/** What a section sends: some of the settings, those within a group one by one. */
export type SettingsChange = {
  readonly [Key in keyof SettingsAnswer]?: SettingsAnswer[Key] extends string | number | boolean
    ? SettingsAnswer[Key]
    : Partial<SettingsAnswer[Key]>;
};

interface SectionFormProps {
  readonly title: string;
  readonly about: string;
  readonly settings: SettingsAnswer;
  /** What the fields say that is not stored; null while they equal what is stored. */
  readonly change: SettingsChange | null;
  /** What cannot be sent, by the field's id. */
  readonly mistakes: Readonly<Record<string, string>>;
  /** The field's id for a path of the API. */
  readonly fieldOf: (path: string) => string | null;
  readonly onDiscard: () => void;
  readonly onSaved: () => void;
  readonly children: ReactNode;
}

const words = {
  save: "Save",
  discard: "Discard",
  unsaved: "Not saved yet.",
  saved: (title: string) => `${title}: saved.`,
  mend: "This keeps it from being saved",
  conflict: "Somebody saved the settings meanwhile",
  conflictMeaning: "What you typed is still here. Look at the newer values, then save again.",
  look: "Take the newer values as the base",
};

/** One section of the settings with its own Save. Nothing typed is lost when saving is refused. */
export function SectionForm(props: SectionFormProps) {
  const { title, about, settings, change, mistakes, fieldOf, onDiscard, onSaved, children } = props;
  const headingId = useId();
  const [attempt, setAttempt] = useState(0);
  const [refused, setRefused] = useState<readonly { fieldId: string | null; message: string }[]>([]);
  const [conflict, setConflict] = useState(false);
  const { busy, send } = useAdminChange();
  const problems = [
    ...Object.entries(mistakes).map(([fieldId, message]) => ({ fieldId, message })),
    ...(Object.keys(mistakes).length === 0 ? refused : []),
  ];

  async function save(): Promise<void> {
    setAttempt((count) => count + 1);
    if (change === null || Object.keys(mistakes).length > 0) return;
    const outcome = await send<SettingsAnswer>({
      key: "save",
      path: settingsPath,
      request: { method: "PATCH", body: change, headers: { "if-match": `"${settings.version}"` } },
      done: () => words.saved(title),
      quiet: ["invalid_request", "conflict"],
    });
    if (outcome?.word === "problem") {
      const { code, errors = [], detail } = outcome.problem;
      setConflict(code === "conflict");
      if (code === "invalid_request") {
        const found = errors.map(({ path, message }) => ({ fieldId: fieldOf(path), message: `${path} ${message}` }));
        setRefused(found.length === 0 ? [{ fieldId: null, message: detail }] : found);
      }
      return;
    }
    if (outcome === null) return;
    setRefused([]);
    setConflict(false);
    setAttempt(0);
    onSaved();
  }

  return (
    <form
      noValidate
      className={styles.section}
      aria-labelledby={headingId}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className={styles.intro}>
        <h2 id={headingId}>{title}</h2>
        <p className={styles.about}>{about}</p>
      </div>
      <div className={styles.fields}>
        {attempt > 0 && problems.length > 0 && <ErrorSummary title={words.mend} items={problems} attempt={attempt} />}
        {conflict && (
          <Notice
            tone="wait"
            role="alert"
            title={words.conflict}
            actions={
              <Button
                onClick={() => {
                  setConflict(false);
                  onSaved();
                }}
              >
                {words.look}
              </Button>
            }
          >
            <p>{words.conflictMeaning}</p>
          </Notice>
        )}
        {children}
        <div className={styles.acts}>
          <Button type="submit" kind="solid" unavailable={change === null} busy={busy !== null}>
            {words.save}
          </Button>
          {change !== null && (
            <>
              <Button
                kind="quiet"
                onClick={() => {
                  setAttempt(0);
                  setRefused([]);
                  onDiscard();
                }}
              >
                {words.discard}
              </Button>
              <span role="status">{words.unsaved}</span>
            </>
          )}
        </div>
      </div>
    </form>
  );
}
