"use client";

import { useServerInsertedHTML } from "next/navigation";
import { useRef } from "react";
import { useWords } from "../words/provide-words";
import { earlyClickScript } from "./early-click";

/** Puts the script into the HTML only; React never renders it in the browser. */
export function EarlyClickScript() {
  const say = useWords("sale");
  const isInserted = useRef(false);
  useServerInsertedHTML(() => {
    // Asked with every piece of the HTML; the first has it.
    if (isInserted.current) return null;
    isInserted.current = true;
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own that must run before React
    return <script dangerouslySetInnerHTML={{ __html: earlyClickScript(say.sale.buy.sending) }} />;
  });
  return null;
}
