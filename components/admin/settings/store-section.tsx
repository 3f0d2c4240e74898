"use client";

import { useState } from "react";
import { isTimeZone, type SettingsAnswer } from "@/lib/domain";
import { Labelled } from "../ui/labelled";
import { SectionForm } from "./section-form";

const words = {
  title: "Store",
  about: "The name stands in mails. The zone is that of the admin's clock and lists, and what new sales begin with.",
  name: "Store name",
  needsName: "Write a name.",
  zone: "Time zone",
  zoneHint: "An IANA name such as Europe/Berlin",
  needsZone: "Choose an IANA time zone such as Europe/Berlin.",
};

interface SectionProps {
  readonly settings: SettingsAnswer;
  readonly onSaved: () => void;
}

export function StoreSection({ settings, onSaved }: SectionProps) {
  const [storeName, setStoreName] = useState(settings.storeName);
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const change = {
    ...(storeName.trim() === settings.storeName ? {} : { storeName: storeName.trim() }),
    ...(timeZone.trim() === settings.timeZone ? {} : { timeZone: timeZone.trim() }),
  };
  const mistakes = {
    ...(storeName.trim() === "" ? { "settings-name": words.needsName } : {}),
    ...(isTimeZone(timeZone.trim()) ? {} : { "settings-zone": words.needsZone }),
  };
  return (
    <SectionForm
      title={words.title}
      about={words.about}
      settings={settings}
      change={Object.keys(change).length === 0 ? null : change}
      mistakes={mistakes}
      fieldOf={(path) => (path === "storeName" ? "settings-name" : path === "timeZone" ? "settings-zone" : null)}
      onDiscard={() => {
        setStoreName(settings.storeName);
        setTimeZone(settings.timeZone);
      }}
      onSaved={onSaved}
    >
      <Labelled id="settings-name" label={words.name} error={mistakes["settings-name"]}>
        {(control) => (
          <input {...control} maxLength={80} value={storeName} onChange={(event) => setStoreName(event.target.value)} />
        )}
      </Labelled>
      <Labelled id="settings-zone" label={words.zone} hint={words.zoneHint} error={mistakes["settings-zone"]}>
        {(control) => (
          <>
            <input
              {...control}
              list="settings-zones"
              autoComplete="off"
              spellCheck={false}
              value={timeZone}
              onChange={(event) => setTimeZone(event.target.value)}
            />
            <datalist id="settings-zones">
              {Intl.supportedValuesOf("timeZone").map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Labelled>
    </SectionForm>
  );
}
