"use client";

import { useId } from "react";
import { useSWRConfig } from "swr";
import { type AccountAnswer, localeNames, locales } from "@/lib/domain";
import { zoneCity } from "../sale/format-wall-time";
import { readDeviceZone } from "../shell/use-time-zone";
import { Field } from "../ui/field";
import { AccountForm } from "./account-form";
import formStyles from "./account-form.module.css";
import styles from "./account-page.module.css";
import { AccountTrouble } from "./account-trouble";
import { sessionPath } from "./forget-account";
import { PasswordForm } from "./password-form";
import { sendForm } from "./send-form";
import { accountPath, useDetails } from "./use-details";

const words = {
  title: "Details",
  about: "How the store greets you, and how it shows times and words.",
  name: "Name",
  email: "E-mail",
  emailHint: "Your address cannot be changed. It is where the store writes to.",
  confirmed: "Confirmed",
  zone: "Time zone",
  zoneHint: "Times of sales and orders are shown in it, on all your devices.",
  deviceZone: (city: string) => `As the device (${city})`,
  locale: "Language",
  localeHint: "The store keeps it for what it writes to you.",
  deviceLocale: "As the browser",
  save: "Save",
  saved: "Saved.",
  failed: "Your details are not saved yet",
};

/** Name, zone and language, and the password. */
export function DetailsSection() {
  const headingId = useId();
  const { answer, problem, unreachable, mutate } = useDetails();
  const { mutate: mutateAny } = useSWRConfig();

  async function refresh(): Promise<void> {
    await Promise.all([mutate(), mutateAny(sessionPath)]);
  }

  return (
    <>
      <section className={styles.section} aria-labelledby={headingId}>
        <div className={styles.intro}>
          <h2 id={headingId}>{words.title}</h2>
          <p className={styles.about}>{words.about}</p>
        </div>
        {answer === null ? (
          <AccountTrouble away={problem !== null || unreachable} />
        ) : (
          <DetailsForm details={answer} onSaved={refresh} />
        )}
      </section>
      <PasswordForm />
    </>
  );
}

interface DetailsFormProps {
  readonly details: AccountAnswer;
  readonly onSaved: () => Promise<void>;
}

function DetailsForm({ details, onSaved }: DetailsFormProps) {
  return (
    <AccountForm
      submit={words.save}
      failed={words.failed}
      done={words.saved}
      fieldIds={{ name: "details-name", timeZone: "details-zone", locale: "details-locale" }}
      send={(fields) =>
        sendForm(accountPath, "PATCH", {
          name: fields.get("name") ?? "",
          timeZone: fields.get("timeZone") || null,
          locale: fields.get("locale") || null,
        })
      }
      onDone={onSaved}
    >
      {(mistakeOf) => (
        <>
          <Field
            id="details-name"
            name="name"
            label={words.name}
            autoComplete="name"
            defaultValue={details.name}
            {...mistakeOf("name")}
          />
          <div className={formStyles.field}>
            <p className={formStyles.label} id="details-email">
              {words.email}
            </p>
            <p className={formStyles.hint}>{words.emailHint}</p>
            <p>
              {details.email}
              {details.emailVerified && ` · ${words.confirmed}`}
            </p>
          </div>
          <Choice
            id="details-zone"
            name="timeZone"
            label={words.zone}
            hint={words.zoneHint}
            chosen={details.timeZone}
            none={words.deviceZone(zoneCity(readDeviceZone()))}
            options={zoneOptions(details.timeZone)}
          />
          <Choice
            id="details-locale"
            name="locale"
            label={words.locale}
            hint={words.localeHint}
            chosen={details.locale}
            none={words.deviceLocale}
            options={locales.map((locale) => ({ value: locale, title: localeNames[locale], lang: locale }))}
          />
        </>
      )}
    </AccountForm>
  );
}

interface ChoiceOption {
  readonly value: string;
  readonly title: string;
  readonly lang?: string;
}

interface ChoiceProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly chosen: string | null;
  /** What choosing nothing means. */
  readonly none: string;
  readonly options: readonly ChoiceOption[];
}

function Choice({ id, name, label, hint, chosen, none, options }: ChoiceProps) {
  return (
    <div className={formStyles.field}>
      <label className={formStyles.label} htmlFor={id}>
        {label}
      </label>
      <p className={formStyles.hint} id={`${id}-hint`}>
        {hint}
      </p>
      <select
        id={id}
        name={name}
        className={formStyles.select}
        aria-describedby={`${id}-hint`}
        defaultValue={chosen ?? ""}
      >
        <option value="">{none}</option>
        {options.map(({ value, title, lang }) => (
          <option key={value} value={value} lang={lang}>
            {title}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the browser knows, and the account's own if that is not among them. */
function zoneOptions(chosen: string | null): readonly ChoiceOption[] {
  const known = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
  const zones = chosen === null || known.includes(chosen) ? known : [chosen, ...known];
  return zones.map((zone) => ({ value: zone, title: zone.replaceAll("_", " ") }));
}
