"use client";

import { useState } from "react";
import { type ApiKeyMadeAnswer, type ApiKeyScope, apiKeyScopes } from "@/lib/domain";
import { Button } from "../../ui/button";
import formStyles from "../ui/form.module.css";
import { Labelled } from "../ui/labelled";
import { useAdminChange } from "../ui/use-admin-change";
import { scopeWords } from "./scope-words";
import styles from "./settings-page.module.css";
import { apiKeysPath } from "./use-api-keys";

const words = {
  name: "Name",
  nameHint: "What the key is for, such as “Nightly orders export”.",
  needsName: "Write a name.",
  scopes: "What the key may do",
  needsScope: "Choose at least one.",
  make: "Make the key",
  made: (name: string) => `The key “${name}” is made.`,
};

interface NewKeyFormProps {
  readonly onMade: (key: ApiKeyMadeAnswer) => void;
}

/** A key gets only what is ticked: nothing is by default. */
export function NewKeyForm({ onMade }: NewKeyFormProps) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ApiKeyScope[]>([]);
  const [tried, setTried] = useState(false);
  const { busy, send } = useAdminChange();

  async function make(): Promise<void> {
    setTried(true);
    if (name.trim() === "" || scopes.length === 0) return;
    const outcome = await send<ApiKeyMadeAnswer>({
      key: "make",
      path: apiKeysPath,
      request: { method: "POST", body: { name: name.trim(), scopes } },
      done: (key) => words.made(key.name),
    });
    if (outcome?.word === "answer") onMade(outcome.data);
  }

  return (
    <form
      noValidate
      className={formStyles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Labelled
        id="key-name"
        label={words.name}
        hint={words.nameHint}
        error={tried && name.trim() === "" ? words.needsName : undefined}
      >
        {(control) => (
          <input {...control} maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Labelled>
      <fieldset>
        <legend>{words.scopes}</legend>
        <div className={styles.scopes}>
          {apiKeyScopes.map((scope) => (
            <label key={scope} className={styles.check}>
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                }
              />
              {scopeWords[scope]}
            </label>
          ))}
        </div>
      </fieldset>
      {tried && scopes.length === 0 && (
        <p className={formStyles.bad} role="alert">
          {words.needsScope}
        </p>
      )}
      <div className={formStyles.acts}>
        <Button type="submit" kind="solid" busy={busy !== null}>
          {words.make}
        </Button>
      </div>
    </form>
  );
}
