"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { useWords } from "../words/provide-words";

interface PasswordFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  /** Tells password managers which of the two it is. */
  readonly kind: "current-password" | "new-password";
}

/** A password that its owner may look at. */
export function PasswordField({ kind, ...field }: PasswordFieldProps) {
  const say = useWords("form");
  const [shown, setShown] = useState(false);
  return (
    <Field
      {...field}
      type={shown ? "text" : "password"}
      autoComplete={kind}
      autoCapitalize="none"
      spellCheck={false}
      beside={
        <Button
          aria-label={
            shown
              ? say.form.password.hideLabel({ label: field.label })
              : say.form.password.showLabel({ label: field.label })
          }
          onClick={() => setShown(!shown)}
        >
          {shown ? say.form.password.hide : say.form.password.show}
        </Button>
      }
    />
  );
}
