"use client";

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../ui/button";
import type { Tone } from "../../ui/status-line";
import styles from "./toasts.module.css";

export interface Toast {
  readonly text: string;
  readonly tone: Tone;
  /** For example "Resume" after a pause. */
  readonly action?: { readonly label: string; readonly act: () => void };
}

interface Toasts {
  say(toast: Toast): void;
}

const ToastsContext = createContext<Toasts | null>(null);

/** Good news goes by itself; what went wrong stays until it is put away. */
const goodNewsMs = 10_000;
const shownMax = 3;
const words = { dismiss: "Put away", label: "Messages" };

export function useToasts(): Toasts {
  const toasts = useContext(ToastsContext);
  if (toasts === null) throw new Error("useToasts needs ToastsProvider above it");
  return toasts;
}

/** Says how changes went, in a region that stands in the page from the start so that it is read out. */
export function ToastsProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly (Toast & { readonly id: number })[]>([]);
  const last = useRef(0);
  const drop = useCallback((id: number) => setShown((list) => list.filter((toast) => toast.id !== id)), []);
  const say = useCallback((toast: Toast) => {
    last.current += 1;
    const id = last.current;
    setShown((list) => [...list.slice(1 - shownMax), { ...toast, id }]);
  }, []);
  const toasts = useMemo(() => ({ say }), [say]);
  return (
    <ToastsContext value={toasts}>
      {children}
      <section className={styles.region} role="status" aria-label={words.label}>
        {shown.map((toast) => (
          <ToastLine key={toast.id} toast={toast} onDrop={() => drop(toast.id)} />
        ))}
      </section>
    </ToastsContext>
  );
}

function ToastLine({ toast, onDrop }: { readonly toast: Toast; readonly onDrop: () => void }) {
  const { text, tone, action } = toast;
  const stays = tone === "stop" || action !== undefined;
  const dropLater = useRef(onDrop);
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dropLater.current(), goodNewsMs);
    return () => clearTimeout(timer);
  }, [stays]);
  return (
    <div className={styles.toast} data-tone={tone}>
      <p>{text}</p>
      {action !== undefined && (
        <Button
          kind="quiet"
          onClick={() => {
            action.act();
            onDrop();
          }}
        >
          {action.label}
        </Button>
      )}
      <Button kind="quiet" onClick={onDrop}>
        {words.dismiss}
      </Button>
    </div>
  );
}
