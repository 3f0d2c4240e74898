"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { ClippedCard } from "../ui/clipped-card";
import styles from "./credential-form.module.css";
import { type DemoLogin, useDemoLogins } from "./use-demo-logins";

interface DemoLoginsProps {
  readonly onChoose: (login: DemoLogin) => void;
}

const words = {
  title: "Demo accounts",
  note: "This shop is a demo. Take one of these; nothing is really bought.",
  fill: "Fill in",
  fillLabel: (email: string) => `Fill in ${email}`,
  filled: (email: string) => `${email} and its password are filled in. Press Sign in.`,
};

/** The demo's accounts, one tap each. A real shop shows nothing here. */
export function DemoLogins({ onChoose }: DemoLoginsProps) {
  const logins = useDemoLogins();
  const [said, setSaid] = useState("");
  if (logins.length === 0) return null;
  return (
    <ClippedCard as="aside" className={styles.demo}>
      <h2>{words.title}</h2>
      <p className={styles.note}>{words.note}</p>
      <ul className={styles.logins}>
        {logins.map((login) => (
          <li key={login.email} className={styles.login}>
            <span>
              <span className={styles.role}>{login.role}</span>
              <span className={styles.email}>{login.email}</span>
            </span>
            <Button
              kind="quiet"
              aria-label={words.fillLabel(login.email)}
              onClick={() => {
                onChoose(login);
                setSaid(words.filled(login.email));
              }}
            >
              {words.fill}
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.note} role="status">
        {said}
      </p>
    </ClippedCard>
  );
}
