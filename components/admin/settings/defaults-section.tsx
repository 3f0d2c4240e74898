"use client";

import { useState } from "react";
import { type SettingsAnswer, saleBounds } from "@/lib/domain";
import { Labelled } from "../ui/labelled";
import { SectionForm } from "./section-form";
import styles from "./settings-page.module.css";
import { wholeNumber } from "./whole-number";

const minutesMax = saleBounds.paymentWindowSecondsMax / 60;

const words = {
  title: "New sales begin with",
  about: "Each sale can say otherwise. Sales that exist stay as they are.",
  currency: "Currency",
  currencyError: "Write a currency's three letters, such as EUR.",
  window: "Minutes to pay",
  windowError: `Write whole minutes from 1 to ${minutesMax}.`,
  limit: "Limit per account",
  limitError: `Write a whole number from 1 to ${saleBounds.limitPerAccountMax}.`,
  line: "Line factor",
  lineHint: "Units and line together are this many times the stock.",
  lineError: `Write a whole number from 1 to ${saleBounds.lineFactorMax}.`,
  exact: "Show exact stock numbers to shoppers",
};

interface SectionProps {
  readonly settings: SettingsAnswer;
  readonly onSaved: () => void;
}

interface Typed {
  readonly currency: string;
  readonly minutes: string;
  readonly limit: string;
  readonly line: string;
  readonly exact: boolean;
}

function typedOf(settings: SettingsAnswer): Typed {
  return {
    currency: settings.currency,
    minutes: String(settings.paymentWindowSeconds / 60),
    limit: String(settings.limitPerAccount),
    line: String(settings.lineFactor),
    exact: settings.showExactStock,
  };
}

const fieldIds: Readonly<Record<string, string>> = {
  currency: "settings-currency",
  paymentWindowSeconds: "settings-window",
  limitPerAccount: "settings-limit",
  lineFactor: "settings-line",
};

export function DefaultsSection({ settings, onSaved }: SectionProps) {
  const [typed, setTyped] = useState(() => typedOf(settings));
  const type = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const currency = typed.currency.trim().toUpperCase();
  const minutes = wholeNumber(typed.minutes, 1, minutesMax);
  const limit = wholeNumber(typed.limit, 1, saleBounds.limitPerAccountMax);
  const line = wholeNumber(typed.line, 1, saleBounds.lineFactorMax);
  const mistakes = {
    ...(/^[A-Z]{3}$/.test(currency) ? {} : { "settings-currency": words.currencyError }),
    ...(minutes === null ? { "settings-window": words.windowError } : {}),
    ...(limit === null ? { "settings-limit": words.limitError } : {}),
    ...(line === null ? { "settings-line": words.lineError } : {}),
  };
  const isSame = JSON.stringify({ ...typed, currency }) === JSON.stringify(typedOf(settings));
  const change = {
    currency,
    paymentWindowSeconds: (minutes ?? 0) * 60,
    limitPerAccount: limit ?? 0,
    lineFactor: line ?? 0,
    showExactStock: typed.exact,
  };
  return (
    <SectionForm
      title={words.title}
      about={words.about}
      settings={settings}
      change={isSame ? null : change}
      mistakes={mistakes}
      fieldOf={(path) => fieldIds[path] ?? null}
      onDiscard={() => setTyped(typedOf(settings))}
      onSaved={onSaved}
    >
      <div className={styles.pair}>
        <Labelled id="settings-currency" label={words.currency} error={mistakes["settings-currency"]}>
          {(control) => (
            <input
              {...control}
              maxLength={3}
              value={typed.currency}
              onChange={(event) => type({ currency: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled id="settings-window" label={words.window} error={mistakes["settings-window"]}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={typed.minutes}
              onChange={(event) => type({ minutes: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled id="settings-limit" label={words.limit} error={mistakes["settings-limit"]}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={typed.limit}
              onChange={(event) => type({ limit: event.target.value })}
            />
          )}
        </Labelled>
        <Labelled id="settings-line" label={words.line} hint={words.lineHint} error={mistakes["settings-line"]}>
          {(control) => (
            <input
              {...control}
              inputMode="numeric"
              value={typed.line}
              onChange={(event) => type({ line: event.target.value })}
            />
          )}
        </Labelled>
      </div>
      <label className={styles.check}>
        <input type="checkbox" checked={typed.exact} onChange={(event) => type({ exact: event.target.checked })} />
        {words.exact}
      </label>
    </SectionForm>
  );
}
