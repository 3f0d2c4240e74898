"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { ClippedCard } from "../ui/clipped-card";
import { useWords } from "../words/provide-words";
import styles from "./credential-form.module.css";
import { type DemoLogin, useDemoLogins } from "./use-demo-logins";

interface DemoLoginsProps {
  readonly onChoose: (login: DemoLogin) => void;
}

/** The demo's accounts, one tap each. A real shop shows nothing here. */
export function DemoLogins({ onChoose }: DemoLoginsProps) {
  const say = useWords("access");
  const logins = useDemoLogins();
  const [said, setSaid] = useState("");
  if (logins.length === 0) return null;
  return (
    <ClippedCard as="aside" className={styles.demo}>
      <h2>{say.access.demo.title}</h2>
      <p className={styles.note}>{say.access.demo.note}</p>
      <ul className={styles.logins}>
        {logins.map((login) => (
          <li key={login.email} className={styles.login}>
            <span>
              <span className={styles.role}>{login.role}</span>
              <span className={styles.email}>{login.email}</span>
            </span>
            <Button
              kind="quiet"
              aria-label={say.access.demo.fillLabel({ email: login.email })}
              onClick={() => {
                onChoose(login);
                setSaid(say.access.demo.filled({ email: login.email }));
              }}
            >
              {say.access.demo.fill}
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
