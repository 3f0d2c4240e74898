"use client";

import { useServerInsertedHTML } from "next/navigation";
import { useRef } from "react";

/** Puts the script into the HTML only; React never renders it in the browser. */
export function EarlyClickScript({ script }: { readonly script: string }) {
  const isInserted = useRef(false);
  useServerInsertedHTML(() => {
    // Asked with every piece of the HTML; the first has it.
    if (isInserted.current) return null;
    isInserted.current = true;
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own that must run before React
    return <script dangerouslySetInnerHTML={{ __html: script }} />;
  });
  return null;
}
