"use client";

import { useState } from "react";
import { Labelled } from "../../ui/labelled";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import { readMoment } from "../form/read-moment";
import { findZones } from "./find-zones";
import { SearchBox } from "./search-box";

const words = {
  label: "Time zone",
  found: "Zones found",
  hint: "The times above are what clocks there show.",
  none: "No zone of that name. Type a city, such as Berlin.",
};

export function ZonePart() {
  const { form, change, locks, errorAt, nowMs } = useEditor();
  // Null while nobody is typing: then the box says what was chosen.
  const [text, setText] = useState<string | null>(null);
  const start = readMoment(form.start, form.timeZone);
  const id = controlId("timeZone");
  return (
    <Labelled id={id} label={words.label} hint={words.hint} error={errorAt("timeZone")} lock={locks.timeZone}>
      {(control) => (
        <SearchBox
          control={control}
          listLabel={words.found}
          text={text ?? form.timeZone}
          readOnly={locks.timeZone !== undefined}
          options={findZones(text ?? "", start.word === "at" ? Date.parse(start.at) : nowMs)}
          none={words.none}
          onType={setText}
          onLeave={() => setText(null)}
          onPick={(timeZone) => {
            setText(null);
            change(({ start: from, end }) => ({
              timeZone,
              start: { ...from, which: null },
              end: { ...end, which: null },
            }));
          }}
        />
      )}
    </Labelled>
  );
}
