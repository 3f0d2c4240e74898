"use client";

import { createContext, useContext } from "react";
import type { EditState } from "./edit-session";
import type { SaleForm } from "./form/sale-form";
import type { Locks } from "./locks";

/** What the sections of the form need to know and can do. */
export interface Editor extends EditState {
  readonly change: (update: Partial<SaleForm> | ((form: SaleForm) => Partial<SaleForm>)) => void;
  /** Somebody has left the control: from now on it says what is wrong with it. */
  readonly touch: (path: string) => void;
  readonly errorAt: (path: string) => string | undefined;
  readonly warningAt: (path: string) => string | undefined;
  readonly locks: Locks;
  readonly nowMs: number;
  /** The store's own. */
  readonly storeZone: string;
}

const EditorContext = createContext<Editor | null>(null);

export const EditorProvider = EditorContext.Provider;

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error("useEditor needs an EditorProvider above it");
  return editor;
}
