"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import styles from "./site-header.module.css";

interface NavigationLinkProps {
  readonly href: string;
  readonly children: ReactNode;
}

/** A link of the header that knows when it stands for the page it is on. */
export function NavigationLink({ href, children }: NavigationLinkProps) {
  const isHere = usePathname() === href;
  return (
    <a href={href} className={styles.link} aria-current={isHere ? "page" : undefined}>
      {children}
    </a>
  );
}
