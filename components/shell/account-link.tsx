"use client";

import { usePathname } from "next/navigation";
import { signInPath } from "../account/safe-next";
import { useSession } from "../account/use-session";
import { joinClasses } from "../ui/join-classes";
import styles from "./site-header.module.css";

/** Who is signed in, or the way in. Until the server has said, it is the way in: that works without scripts too. */
export function AccountLink() {
  const { session } = useSession();
  const pathname = usePathname();
  const className = joinClasses(styles.link, styles.account);
  if (session.word === "signed_in") {
    return (
      <a href="/account#details" className={className}>
        <span className={styles.name}>{session.account.name}</span>
      </a>
    );
  }
  return (
    <a href={signInPath(pathname)} className={className} aria-current={pathname === "/sign-in" ? "page" : undefined}>
      Sign in
    </a>
  );
}
