"use client";

import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import type { TypedTime } from "../form/read-moment";
import { TypedTimeBox } from "./typed-time-box";

interface TimePartProps {
  readonly path: string;
  readonly label: string;
  readonly typed: TypedTime;
  readonly onChange: (typed: TypedTime) => void;
  readonly lock?: string | undefined;
}

/** A time of the sale, in the sale's zone. */
export function TimePart({ path, label, typed, onChange, lock }: TimePartProps) {
  const { form, nowMs, storeZone, errorAt, warningAt, touch } = useEditor();
  return (
    <TypedTimeBox
      id={controlId(path)}
      label={label}
      typed={typed}
      timeZone={form.timeZone}
      storeZone={storeZone}
      nowMs={nowMs}
      error={lock === undefined ? errorAt(path) : undefined}
      warning={warningAt(path)}
      lock={lock}
      onChange={onChange}
      onLeave={() => touch(path)}
    />
  );
}
