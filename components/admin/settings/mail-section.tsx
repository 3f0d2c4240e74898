"use client";

import { useState } from "react";
import type { SettingsAnswer } from "@/lib/domain";
import { Button } from "../../ui/button";
import { joinClasses } from "../../ui/join-classes";
import { Labelled } from "../ui/labelled";
import { useAdminChange } from "../ui/use-admin-change";
import { SectionForm } from "./section-form";
import styles from "./settings-page.module.css";

const words = {
  title: "Mail",
  about: "Who mails come from. A test mail shows whether they arrive.",
  fromName: "Sender's name",
  fromAddress: "Sender's address",
  addressError: "Write an e-mail address such as shop@example.com.",
  nameError: "Write a name.",
  test: "Send a test mail to",
  send: "Send a test mail",
  sent: (to: string) => `A test mail to ${to} is on its way.`,
};

interface SectionProps {
  readonly settings: SettingsAnswer;
  readonly onSaved: () => void;
}

/** Good enough to catch slips; the server decides. */
const addressPattern = /^[^\s@]+@[^\s@]+$/;

export function MailSection({ settings, onSaved }: SectionProps) {
  const { mail } = settings;
  const [fromName, setFromName] = useState(mail.fromName);
  const [fromAddress, setFromAddress] = useState(mail.fromAddress);
  const isSame = fromName.trim() === mail.fromName && fromAddress.trim() === mail.fromAddress;
  const mistakes = {
    ...(fromName.trim() === "" ? { "settings-from-name": words.nameError } : {}),
    ...(addressPattern.test(fromAddress.trim()) ? {} : { "settings-from-address": words.addressError }),
  };
  return (
    <>
      <SectionForm
        title={words.title}
        about={words.about}
        settings={settings}
        change={isSame ? null : { mail: { fromName: fromName.trim(), fromAddress: fromAddress.trim() } }}
        mistakes={mistakes}
        fieldOf={(path) => (path.endsWith("fromName") ? "settings-from-name" : "settings-from-address")}
        onDiscard={() => {
          setFromName(mail.fromName);
          setFromAddress(mail.fromAddress);
        }}
        onSaved={onSaved}
      >
        <div className={styles.pair}>
          <Labelled id="settings-from-name" label={words.fromName} error={mistakes["settings-from-name"]}>
            {(control) => (
              <input
                {...control}
                maxLength={80}
                value={fromName}
                onChange={(event) => setFromName(event.target.value)}
              />
            )}
          </Labelled>
          <Labelled id="settings-from-address" label={words.fromAddress} error={mistakes["settings-from-address"]}>
            {(control) => (
              <input
                {...control}
                type="email"
                value={fromAddress}
                onChange={(event) => setFromAddress(event.target.value)}
              />
            )}
          </Labelled>
        </div>
      </SectionForm>
      <TestMail />
    </>
  );
}

function TestMail() {
  const [to, setTo] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, send } = useAdminChange();
  const isAddress = addressPattern.test(to.trim());

  async function sendTest(): Promise<void> {
    setTried(true);
    if (!isAddress) return;
    await send({
      key: "test-mail",
      path: "/api/admin/settings/test-mail",
      request: { method: "POST", body: { to: to.trim() } },
      done: () => words.sent(to.trim()),
    });
  }

  return (
    <form
      noValidate
      className={joinClasses(styles.fields, styles.beneath)}
      onSubmit={(event) => {
        event.preventDefault();
        void sendTest();
      }}
    >
      <Labelled id="settings-test" label={words.test} error={tried && !isAddress ? words.addressError : undefined}>
        {(control) => <input {...control} type="email" value={to} onChange={(event) => setTo(event.target.value)} />}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" busy={busy !== null}>
          {words.send}
        </Button>
      </div>
    </form>
  );
}
