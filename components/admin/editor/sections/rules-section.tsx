"use client";

import { admissionModes } from "@/lib/domain";
import { useEditor } from "../editor-context";
import { admissionNames } from "../form/describe-part";
import { controlId } from "../form/part-names";
import { CheckPart } from "./check-part";
import { Section } from "./section";
import styles from "./section.module.css";
import { TextPart } from "./text-part";

const words = {
  title: "Rules",
  admission: "Who gets a unit",
  later: "cannot be published yet",
  level: "Lowest level",
  levelHint: "Accounts below this level may not buy; 0 lets everybody.",
  invite: "Invited accounts only",
  inviteHint: "Who is invited is decided through the API; the pre-flight says how many are.",
  challenge: "Ask for a proof of work",
  challengeHint: "Slows down scripts that buy. Cannot be published yet.",
  withoutGate: "Go on selling while Redis is away",
  withoutGateHint:
    "Otherwise buying waits, politely, until Redis is back. With this, orders are taken straight from PostgreSQL: more slowly, by the same rules, after some ten seconds without Redis. The line waits until it is back. While PostgreSQL is away such a sale waits as well.",
};

export function RulesSection() {
  const { form, change, locks, errorAt, touch } = useEditor();
  const error = errorAt("admission");
  return (
    <Section title={words.title} parts={["admission", "eligibility", "challenge", "withoutGate"]}>
      <fieldset id={controlId("admission")} tabIndex={-1} className={styles.options}>
        <legend className={styles.quiet}>{words.admission}</legend>
        {admissionModes.map((mode) => (
          <label key={mode} className={styles.option}>
            <input
              type="radio"
              name="admission"
              checked={form.admission === mode}
              aria-disabled={locks.admission !== undefined || undefined}
              onChange={() => {
                if (locks.admission !== undefined) return;
                change({ admission: mode });
                touch("admission");
              }}
            />
            <span>
              {admissionNames[mode]}
              {mode !== "first_come" && <span className={styles.quiet}>{` · ${words.later}`}</span>}
            </span>
          </label>
        ))}
        {error !== undefined && <p className={styles.error}>{error}</p>}
        {locks.admission !== undefined && <p className={styles.lock}>{locks.admission}</p>}
      </fieldset>
      <TextPart
        path="eligibility.minLevel"
        label={words.level}
        hint={words.levelHint}
        value={form.minLevel}
        inputMode="numeric"
        lock={locks.eligibility}
        onChange={(minLevel) => change({ minLevel })}
      />
      <CheckPart
        path="eligibility.inviteOnly"
        label={words.invite}
        hint={words.inviteHint}
        checked={form.inviteOnly}
        lock={locks.eligibility}
        onChange={(inviteOnly) => change({ inviteOnly })}
      />
      <CheckPart
        path="challenge"
        label={words.challenge}
        hint={words.challengeHint}
        checked={form.challenge}
        lock={locks.challenge}
        onChange={(challenge) => {
          change({ challenge });
          touch("challenge");
        }}
      />
      <CheckPart
        path="withoutGate"
        label={words.withoutGate}
        hint={words.withoutGateHint}
        checked={form.withoutGate === "books"}
        lock={locks.withoutGate}
        onChange={(sells) => {
          change({ withoutGate: sells ? "books" : "closed" });
          touch("withoutGate");
        }}
      />
    </Section>
  );
}
