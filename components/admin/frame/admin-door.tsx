"use client";

import { usePathname } from "next/navigation";
import { signInPath } from "../../account/safe-next";
import { PlainPage } from "../../shell/plain-page";
import { ButtonLink } from "../../ui/button-link";

const words = {
  signInTitle: "Sign in to plan and steer sales",
  signIn: "This part of the shop is for marketers and administrators.",
  signInAct: "Sign in",
  forbiddenTitle: "This account may not open the admin",
  forbidden: (name: string) =>
    `You are signed in as ${name}, a shopper. An administrator can give this account the role of a marketer.`,
  otherAct: "Sign in with another account",
  sales: "See the sales",
};

interface AdminDoorProps {
  /** Null when nobody is signed in. */
  readonly name: string | null;
}

/** What stands instead of the admin for those who may not enter. */
export function AdminDoor({ name }: AdminDoorProps) {
  const signIn = signInPath(usePathname());
  return (
    <PlainPage
      code={name === null ? "401" : "403"}
      title={name === null ? words.signInTitle : words.forbiddenTitle}
      actions={
        <>
          <ButtonLink kind="solid" href={signIn}>
            {name === null ? words.signInAct : words.otherAct}
          </ButtonLink>
          <ButtonLink href="/">{words.sales}</ButtonLink>
        </>
      }
    >
      <p>{name === null ? words.signIn : words.forbidden(name)}</p>
    </PlainPage>
  );
}
