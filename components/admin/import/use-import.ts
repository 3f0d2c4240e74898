"use client";

import { useState } from "react";
import type { FieldError, SaleImportAnswer, SaleImportedAnswer } from "@/lib/domain";
import { useAdminChange } from "../ui/use-admin-change";

/** A file of sales: chosen from the device, or pasted as text. */
export interface SalesFile {
  readonly name: string;
  readonly content: Blob | string;
}

export type ImportStep =
  | { readonly word: "choosing" }
  /** The file as a whole cannot be read. `tries` grows, so that the reasons take the focus each time. */
  | { readonly word: "unreadable"; readonly errors: readonly FieldError[]; readonly tries: number }
  | { readonly word: "checked"; readonly file: SalesFile; readonly answer: SaleImportAnswer }
  | { readonly word: "created"; readonly slugs: readonly string[] };

export interface SalesImport {
  readonly step: ImportStep;
  readonly busy: string | null;
  /** Reads the file without making anything. */
  check(file: SalesFile): Promise<void>;
  /** Makes drafts of a file that was checked: of all its sales or of none. */
  create(file: SalesFile): Promise<void>;
}

const importPath = "/api/admin/sales/import";

export function useImport(): SalesImport {
  const [step, setStep] = useState<ImportStep>({ word: "choosing" });
  const { busy, send } = useAdminChange();

  function refuse(errors: readonly FieldError[]): void {
    setStep((last) => ({ word: "unreadable", errors, tries: last.word === "unreadable" ? last.tries + 1 : 1 }));
  }

  async function post<T>(file: SalesFile, dryRun: boolean): Promise<T | null> {
    const outcome = await send<T>({
      key: dryRun ? "check" : "create",
      path: `${importPath}?dryRun=${dryRun ? 1 : 0}`,
      request: { method: "POST", raw: { type: "text/csv; charset=utf-8", content: file.content } },
      done: () => null,
      quiet: ["invalid_request"],
    });
    if (outcome?.word === "problem" && outcome.problem.code === "invalid_request") {
      refuse(outcome.problem.errors ?? [{ path: "", message: outcome.problem.detail }]);
    }
    return outcome?.word === "answer" ? outcome.data : null;
  }

  return {
    step,
    busy,
    async check(file) {
      const answer = await post<SaleImportAnswer>(file, true);
      if (answer !== null) setStep({ word: "checked", file, answer });
    },
    async create(file) {
      const answer = await post<SaleImportedAnswer>(file, false);
      if (answer !== null) setStep({ word: "created", slugs: answer.created });
    },
  };
}
