"use client";

import type { ComponentProps, MouseEvent } from "react";

interface UrlLinkProps extends Omit<ComponentProps<"a">, "onClick"> {
  readonly href: string;
  /** Shows the same without loading the page; other ways of opening the link stay the browser's. */
  readonly onGo: () => void;
}

/** A link to another view of the same page: a real address, followed without a load on a plain click. */
export function UrlLink({ href, onGo, ...rest }: UrlLinkProps) {
  function follow(event: MouseEvent<HTMLAnchorElement>): void {
    const opensElsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (opensElsewhere) return;
    event.preventDefault();
    onGo();
  }
  return <a {...rest} href={href} onClick={follow} />;
}
