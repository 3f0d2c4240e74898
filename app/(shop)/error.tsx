"use client";

import { PlainPage } from "@/components/shell/plain-page";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";

interface ErrorPageProps {
  readonly error: unknown;
  readonly retry: () => void;
}

/** The number under which the server wrote the error down, when it happened there. */
function digestOf(error: unknown): string | null {
  if (typeof error !== "object" || error === null || !("digest" in error)) return null;
  return typeof error.digest === "string" ? error.digest : null;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const digest = digestOf(error);
  return (
    <PlainPage
      code="500"
      title="This page could not be shown"
      actions={
        <>
          <Button kind="solid" onClick={() => retry()}>
            Try again
          </Button>
          <ButtonLink href="/account">Your orders</ButtonLink>
        </>
      }
    >
      <p>
        It is our mistake. Nothing was bought or charged by it, and a place in line or a held item is kept on your
        account.
      </p>
      {digest !== null && <p>{`If it stays, tell us this number: ${digest}.`}</p>}
    </PlainPage>
  );
}
