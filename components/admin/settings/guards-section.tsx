"use client";

import { useState } from "react";
import type { SettingsAnswer } from "@/lib/domain";
import { Labelled } from "../ui/labelled";
import { SectionForm } from "./section-form";
import styles from "./settings-page.module.css";
import { wholeNumber } from "./whole-number";

const words = {
  title: "Guards against slips",
  about:
    "Past the first, the price has to be typed again before a sale is published. Past the second, the review warns.",
  discount: "Discount in percent",
  discountHint: "More than this off the regular price",
  discountError: "Write a whole number from 1 to 99.",
  length: "Length in hours",
  lengthHint: "A sale that lasts longer than this",
  lengthError: "Write a whole number from 1 to 720.",
};

interface SectionProps {
  readonly settings: SettingsAnswer;
  readonly onSaved: () => void;
}

export function GuardsSection({ settings, onSaved }: SectionProps) {
  const { guards } = settings;
  const [discount, setDiscount] = useState(String(guards.discountPercent));
  const [length, setLength] = useState(String(guards.lengthHours));
  const discountPercent = wholeNumber(discount, 1, 99);
  const lengthHours = wholeNumber(length, 1, 720);
  const mistakes = {
    ...(discountPercent === null ? { "settings-discount": words.discountError } : {}),
    ...(lengthHours === null ? { "settings-length": words.lengthError } : {}),
  };
  const isSame = discountPercent === guards.discountPercent && lengthHours === guards.lengthHours;
  return (
    <SectionForm
      title={words.title}
      about={words.about}
      settings={settings}
      change={isSame ? null : { guards: { discountPercent: discountPercent ?? 0, lengthHours: lengthHours ?? 0 } }}
      mistakes={mistakes}
      fieldOf={(path) => (path.endsWith("discountPercent") ? "settings-discount" : "settings-length")}
      onDiscard={() => {
        setDiscount(String(guards.discountPercent));
        setLength(String(guards.lengthHours));
      }}
      onSaved={onSaved}
    >
      <div className={styles.pair}>
        <Labelled
          id="settings-discount"
          label={words.discount}
          hint={words.discountHint}
          error={mistakes["settings-discount"]}
        >
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={discount}
              onChange={(event) => setDiscount(event.target.value)}
            />
          )}
        </Labelled>
        <Labelled id="settings-length" label={words.length} hint={words.lengthHint} error={mistakes["settings-length"]}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={length}
              onChange={(event) => setLength(event.target.value)}
            />
          )}
        </Labelled>
      </div>
    </SectionForm>
  );
}
