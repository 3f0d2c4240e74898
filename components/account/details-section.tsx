"use client";

import { useId } from "react";
import { useSWRConfig } from "swr";
import { type AccountAnswer, localeNames, locales } from "@/lib/domain";
import { readDeviceZone } from "../shell/use-time-zone";
import { Field } from "../ui/field";
import { useWords } from "../words/provide-words";
import { sayCity } from "../words/say-time";
import { AccountForm } from "./account-form";
import formStyles from "./account-form.module.css";
import styles from "./account-page.module.css";
import { AccountTrouble } from "./account-trouble";
import { sessionPath } from "./forget-account";
import { PasswordForm } from "./password-form";
import { sendForm } from "./send-form";
import { accountPath, useDetails } from "./use-details";

/** Name, zone and language, and the password. */
export function DetailsSection() {
  const say = useWords("account");
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
          <h2 id={headingId}>{say.account.details.title}</h2>
          <p className={styles.about}>{say.account.details.about}</p>
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
  const say = useWords("account", "time");
  return (
    <AccountForm
      submit={say.account.details.save}
      failed={say.account.details.failed}
      done={say.account.details.saved}
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
            label={say.account.details.name}
            autoComplete="name"
            defaultValue={details.name}
            {...mistakeOf("name")}
          />
          <div className={formStyles.field}>
            <p className={formStyles.label} id="details-email">
              {say.account.details.email}
            </p>
            <p className={formStyles.hint}>{say.account.details.emailHint}</p>
            <p>
              {details.email}
              {details.emailVerified && ` · ${say.account.details.confirmed}`}
            </p>
          </div>
          <Choice
            id="details-zone"
            name="timeZone"
            label={say.account.details.zone}
            hint={say.account.details.zoneHint}
            chosen={details.timeZone}
            none={say.account.details.deviceZone({ city: sayCity(readDeviceZone(), say) })}
            options={zoneOptions(details.timeZone)}
          />
          <Choice
            id="details-locale"
            name="locale"
            label={say.account.details.locale}
            hint={say.account.details.localeHint}
            chosen={details.locale}
            none={say.account.details.deviceLocale}
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
