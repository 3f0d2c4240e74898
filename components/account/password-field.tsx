"use client";

import { useState } from "react";
import { Button } from "../ui/button";
import { Field } from "../ui/field";

interface PasswordFieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly error?: string;
  /** Tells password managers which of the two it is. */
  readonly kind: "current-password" | "new-password";
}

const words = {
  show: "Show",
  hide: "Hide",
  showLabel: (label: string) => `Show: ${label}`,
  hideLabel: (label: string) => `Hide: ${label}`,
};

/** A password that its owner may look at. */
export function PasswordField({ kind, ...field }: PasswordFieldProps) {
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
          aria-label={shown ? words.hideLabel(field.label) : words.showLabel(field.label)}
          onClick={() => setShown(!shown)}
        >
          {shown ? words.hide : words.show}
        </Button>
      }
    />
  );
}
