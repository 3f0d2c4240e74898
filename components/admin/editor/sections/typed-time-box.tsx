"use client";

import { useRef } from "react";
import { Button } from "../../../ui/button";
import { type ControlProps, Labelled } from "../../ui/labelled";
import {
  describeTwin,
  type MomentReading,
  readMoment,
  readWall,
  type TypedTime,
  writeMoment,
} from "../form/read-moment";
import { MomentReadback } from "./moment-readback";
import styles from "./section.module.css";

interface TypedTimeBoxProps {
  readonly id: string;
  readonly label: string;
  readonly typed: TypedTime;
  readonly timeZone: string;
  readonly storeZone: string;
  readonly nowMs: number;
  readonly onChange: (typed: TypedTime) => void;
  readonly onLeave?: () => void;
  readonly error?: string | undefined;
  readonly warning?: string | undefined;
  readonly lock?: string | undefined;
}

const words = {
  pick: "Pick",
  hint: "2026-12-01 12:00, 1 Dec 2026 12:00 or 1 Dec 2026 7 pm",
  skipped: "The clocks are put forward over this time",
  twice: "The clocks show this time twice",
  first: (time: string) => `The first ${time}`,
  second: (time: string) => `The second ${time}`,
};

/** A day and a time, typed or picked, and read back in other zones. */
export function TypedTimeBox(props: TypedTimeBoxProps) {
  const { id, label, typed, timeZone, onChange, onLeave, error, warning, lock } = props;
  const reading = readMoment(typed, timeZone);
  const isLocked = lock !== undefined;

  function leave(): void {
    const wall = readWall(typed.text);
    if (!isLocked && wall !== null && wall !== typed.text) onChange({ ...typed, text: wall });
    onLeave?.();
  }

  return (
    <div className={styles.tight}>
      <Labelled
        id={id}
        label={label}
        error={error}
        warning={warning}
        lock={lock}
        hint={reading.word === "at" ? undefined : words.hint}
      >
        {(control) => (
          <div className={styles.beside}>
            <input
              {...control}
              type="text"
              autoComplete="off"
              readOnly={isLocked}
              value={typed.text}
              onChange={(event) => onChange({ text: event.target.value, which: null })}
              onBlur={leave}
            />
            {!isLocked && <Picker {...props} control={control} />}
          </div>
        )}
      </Labelled>
      <Choices {...props} reading={reading} />
      {reading.word === "at" && <MomentReadback {...props} at={reading.at} />}
    </div>
  );
}

/** The browser's own calendar. */
function Picker({ label, typed, onChange, control }: TypedTimeBoxProps & { readonly control: ControlProps }) {
  const native = useRef<HTMLInputElement>(null);
  return (
    <span className={styles.picker}>
      <Button
        className={styles.small}
        aria-label={`${words.pick}, ${label}`}
        aria-controls={control.id}
        onClick={() => native.current?.showPicker()}
      >
        {words.pick}
      </Button>
      <input
        ref={native}
        type="datetime-local"
        className={styles.native}
        tabIndex={-1}
        aria-hidden="true"
        value={readWall(typed.text)?.replace(" ", "T").slice(0, 16) ?? ""}
        onChange={(event) => {
          if (event.target.value !== "") onChange({ text: event.target.value.replace("T", " "), which: null });
        }}
      />
    </span>
  );
}

/** Where daylight saving makes a time none or two: both ways out. */
function Choices({ reading, timeZone, typed, onChange }: TypedTimeBoxProps & { readonly reading: MomentReading }) {
  if (reading.word === "skipped") {
    return (
      <fieldset className={styles.line} aria-label={words.skipped}>
        {[reading.before, reading.after].map((at) => (
          <Button key={at} className={styles.small} onClick={() => onChange(writeMoment(at, timeZone))}>
            {describeTwin(at, timeZone)}
          </Button>
        ))}
      </fieldset>
    );
  }
  const twins = reading.word === "twice" ? reading.twins : reading.word === "at" ? reading.twins : null;
  if (twins === null) return null;
  return (
    <fieldset className={styles.line} aria-label={words.twice}>
      {(["earlier", "later"] as const).map((which) => (
        <Button
          key={which}
          className={styles.small}
          aria-pressed={typed.which === which}
          kind={typed.which === which ? "solid" : "plain"}
          onClick={() => onChange({ ...typed, which })}
        >
          {(which === "earlier" ? words.first : words.second)(describeTwin(twins[which], timeZone))}
        </Button>
      ))}
    </fieldset>
  );
}
