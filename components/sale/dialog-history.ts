"use client";

import { useEffect, useRef } from "react";

/** Marks the history entry that stands for the open dialog, so that "back" closes it. */
const historyMark = "zerohourLine";

function isMarked(state: unknown): boolean {
  return typeof state === "object" && state !== null && historyMark in state;
}

/** Whether the page was loaded, or returned to, where its dialog was open. */
export function wasDialogOpen(): boolean {
  return isMarked(window.history.state);
}

/** While the dialog is open the history has one entry more, which "back" takes away together with the dialog. */
export function useBackToHide(open: boolean, onHide: () => void): void {
  const hide = useRef(onHide);
  useEffect(() => {
    hide.current = onHide;
  });
  useEffect(() => {
    if (!open) return;
    if (!isMarked(window.history.state)) {
      window.history.pushState({ ...window.history.state, [historyMark]: true }, "");
    }
    const onPop = (): void => hide.current();
    window.addEventListener("popstate", onPop);
    return () => {
      window.removeEventListener("popstate", onPop);
      // Hidden by other means than "back": the entry goes too, or "back" would do nothing once.
      if (isMarked(window.history.state)) window.history.back();
    };
  }, [open]);
}
