"use client";

import { localPath } from "@/lib/domain";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { useWords } from "../words/provide-words";
import { PlainPage } from "./plain-page";

export interface BrokenPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** The number under which the server wrote the error down, when it happened there. */
function digestOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}

/** A page that could not be drawn. */
export function BrokenPage({ error, retry }: BrokenPageProps) {
  const say = useWords("shell");
  const digest = digestOf(error);
  return (
    <PlainPage
      code="500"
      title={say.shell.broken.title}
      actions={
        <>
          <Button kind="solid" onClick={() => retry()}>
            {say.shell.broken.again}
          </Button>
          <ButtonLink href={localPath(say.locale, "/account")}>{say.shell.broken.orders}</ButtonLink>
        </>
      }
    >
      <p>{say.shell.broken.meaning}</p>
      {digest !== null && <p>{say.shell.broken.number({ digest })}</p>}
    </PlainPage>
  );
}
