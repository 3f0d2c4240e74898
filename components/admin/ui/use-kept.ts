"use client";

import { useState } from "react";

/** The last answer there was, so that a list's rows stay while another page or filter of it is on its way. */
export function useKept<T>(answer: T | null): { readonly kept: T | null; readonly isOld: boolean } {
  const [kept, setKept] = useState<T | null>(null);
  if (answer !== null && answer !== kept) setKept(answer);
  return { kept: answer ?? kept, isOld: answer === null && kept !== null };
}
