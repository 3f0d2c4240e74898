"use client";

import { useRef } from "react";
import type { AttemptAnswer, Problem } from "@/lib/domain";
import { AttemptStory } from "./attempt-story";
import { LineDialog } from "./line-dialog";

export interface AttemptDialogProps {
  readonly open: boolean;
  readonly attempt: AttemptAnswer;
  readonly title: string;
  readonly timeZone: string;
  readonly firstPlace: number | null;
  readonly silentForSeconds: number | null;
  readonly next: { readonly slug: string; readonly title: string } | null;
  readonly onLeave: (attemptId: string) => Promise<Problem | null>;
  readonly onHide: () => void;
}

/** The line as a dialog over the sale's page. Loaded when there is an account to have an attempt. */
export function AttemptDialog({ open, onHide, ...story }: AttemptDialogProps) {
  const headingRef = useRef<HTMLHeadingElement>(null);
  return (
    <LineDialog open={open} onHide={onHide} headingRef={headingRef}>
      <AttemptStory {...story} onHide={onHide} headingRef={headingRef} />
    </LineDialog>
  );
}
