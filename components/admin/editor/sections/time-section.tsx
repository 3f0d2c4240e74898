"use client";

import { useEditor } from "../editor-context";
import { readLength, writeLength } from "../form/read-length";
import { readMoment, writeMoment } from "../form/read-moment";
import { MomentReadback } from "./moment-readback";
import { Section } from "./section";
import styles from "./section.module.css";
import { TextPart } from "./text-part";
import { TimePart } from "./time-part";
import { ZonePart } from "./zone-part";

const words = {
  title: "Time",
  start: "Start",
  end: "End",
  length: "Length",
  lengthHint: "30 min, 1 h 30 min or 2 d",
  by: "The sale ends",
  byEnd: "At a time",
  byLength: "After a length",
};

export function TimeSection() {
  const { form, change, locks } = useEditor();

  /** Both ways say the same moment when one changes from one to the other. */
  function endBy(way: "end" | "length"): void {
    change((now) => {
      const start = readMoment(now.start, now.timeZone);
      if (start.word !== "at") return { endBy: way };
      const lengthMs = readLength(now.length);
      if (way === "end" && lengthMs !== null) {
        const at = new Date(Date.parse(start.at) + lengthMs).toISOString();
        return { endBy: way, end: writeMoment(at, now.timeZone) };
      }
      const until = readMoment(now.end, now.timeZone);
      const isAhead = until.word === "at" && until.at > start.at;
      return isAhead
        ? { endBy: way, length: writeLength(Date.parse(until.at) - Date.parse(start.at)) }
        : { endBy: way };
    });
  }

  return (
    <Section title={words.title} parts={["startsAt", "endsAt", "timeZone"]}>
      <TimePart
        path="startsAt"
        label={words.start}
        typed={form.start}
        lock={locks.startsAt}
        onChange={(start) => change({ start })}
      />
      {locks.endsAt === undefined && (
        <fieldset className={styles.line}>
          <legend className={styles.quiet}>{words.by}</legend>
          {(["length", "end"] as const).map((way) => (
            <label key={way} className={styles.option}>
              <input type="radio" name="end-by" checked={form.endBy === way} onChange={() => endBy(way)} />
              {way === "end" ? words.byEnd : words.byLength}
            </label>
          ))}
        </fieldset>
      )}
      {form.endBy === "end" ? (
        <TimePart
          path="endsAt"
          label={words.end}
          typed={form.end}
          lock={locks.endsAt}
          onChange={(typed) => change({ end: typed })}
        />
      ) : (
        <div className={styles.tight}>
          <TextPart
            path="endsAt"
            label={words.length}
            hint={words.lengthHint}
            value={form.length}
            lock={locks.endsAt}
            onChange={(length) => change({ length })}
            onLeave={() =>
              change((now) => {
                const lengthMs = readLength(now.length);
                return lengthMs === null || lengthMs <= 0 ? {} : { length: writeLength(lengthMs) };
              })
            }
          />
          <LengthReadback />
        </div>
      )}
      <ZonePart />
    </Section>
  );
}

/** The end that the length makes. */
function LengthReadback() {
  const { form, nowMs, storeZone } = useEditor();
  const start = readMoment(form.start, form.timeZone);
  const lengthMs = readLength(form.length);
  if (start.word !== "at" || lengthMs === null || lengthMs <= 0) return null;
  const at = new Date(Date.parse(start.at) + lengthMs).toISOString();
  return <MomentReadback at={at} timeZone={form.timeZone} storeZone={storeZone} nowMs={nowMs} />;
}
