"use client";

import { usePathname } from "next/navigation";
import { localPath } from "@/lib/domain";
import { signInPath } from "../account/safe-next";
import { useSession } from "../account/use-session";
import { joinClasses } from "../ui/join-classes";
import { useWords } from "../words/provide-words";
import styles from "./site-header.module.css";

/** Who is signed in, or the way in. Until the server has said, it is the way in: that works without scripts too. */
export function AccountLink() {
  const say = useWords("shell");
  const { session } = useSession();
  const pathname = usePathname();
  const className = joinClasses(styles.link, styles.account);
  if (session.word === "signed_in") {
    return (
      <a href={localPath(say.locale, "/account#details")} className={className}>
        <span className={styles.name}>{session.account.name}</span>
      </a>
    );
  }
  return (
    <a
      href={signInPath(pathname)}
      className={className}
      aria-current={pathname === localPath(say.locale, "/sign-in") ? "page" : undefined}
    >
      {say.shell.signIn}
    </a>
  );
}
