"use client";

import { useEffect, useRef } from "react";
import type { ImportNote, SaleImportAnswer, SaleImportRow } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { type Column, DataTable } from "../ui/data-table";
import formStyles from "../ui/form.module.css";
import styles from "./import-page.module.css";
import type { SalesFile } from "./use-import";
import { writeNotes } from "./write-notes";

const words = {
  title: (name: string) => `What ${name} would make`,
  fine: (valid: number) => (valid === 1 ? "1 sale can be made." : `${valid} sales can be made.`),
  wrong: (invalid: number, all: number) =>
    `${invalid} of ${all} ${all === 1 ? "sale has" : "sales have"} errors. Drafts are made of all sales or of none: mend the file and choose it again.`,
  caption: "Sales of the file, one a row",
  line: "Line",
  sale: "Sale",
  verdict: "Verdict",
  notes: "Notes",
  ok: "Fine",
  bad: "Error",
  look: "Look at it",
  create: (count: number) => (count === 1 ? "Create 1 draft" : `Create ${count} drafts`),
  download: "Download the notes",
  downloadName: "import-notes.csv",
  never: "Nothing is published by this.",
  untitled: "No title",
  note: ({ line, column, message }: ImportNote) => `Line ${line}, ${column} ${message}`,
};

interface DryRunProps {
  readonly file: SalesFile;
  readonly answer: SaleImportAnswer;
  readonly busy: boolean;
  readonly onCreate: () => void;
}

/** What a file would make, sale by sale, and the button that makes it. */
export function DryRun({ file, answer, busy, onCreate }: DryRunProps) {
  const { rows, valid, invalid } = answer;
  const heading = useRef<HTMLHeadingElement>(null);
  // The result of a check is what one looks for next.
  useEffect(() => {
    if (answer !== null) heading.current?.focus();
  }, [answer]);
  const hasNotes = rows.some(({ errors, warnings }) => errors.length + warnings.length > 0);
  return (
    <section className={formStyles.section} aria-labelledby="dry-run">
      <h2 id="dry-run" ref={heading} tabIndex={-1}>
        {words.title(file.name)}
      </h2>
      <p className={invalid > 0 ? formStyles.bad : undefined}>
        {invalid > 0 ? words.wrong(invalid, rows.length) : words.fine(valid)}
      </p>
      <div className={formStyles.acts}>
        {invalid === 0 && (
          <Button kind="solid" busy={busy} onClick={onCreate}>
            {words.create(valid)}
          </Button>
        )}
        {hasNotes && <Button onClick={() => download(writeNotes(answer))}>{words.download}</Button>}
        <span className={formStyles.quiet}>{words.never}</span>
      </div>
      <DataTable caption={words.caption} columns={columns} rows={rows} keyOf={({ line }) => String(line)} />
    </section>
  );
}

const columns: readonly Column<SaleImportRow>[] = [
  {
    key: "sale",
    title: words.sale,
    isHeader: true,
    render: ({ title, slug }) => (
      <span className={styles.sale}>
        {title === "" ? words.untitled : title}
        <span className={formStyles.quiet}>{slug}</span>
      </span>
    ),
  },
  { key: "line", title: words.line, render: ({ line }) => line },
  { key: "verdict", title: words.verdict, render: (row) => <Verdict row={row} /> },
  { key: "notes", title: words.notes, render: (row) => <Notes row={row} /> },
];

function Verdict({ row: { errors, warnings } }: { readonly row: SaleImportRow }) {
  if (errors.length > 0) {
    return (
      <Chip tone="stop" shape="cross">
        {words.bad}
      </Chip>
    );
  }
  return (
    <Chip tone={warnings.length > 0 ? "wait" : "ok"} shape={warnings.length > 0 ? "hatch" : "solid"}>
      {warnings.length > 0 ? words.look : words.ok}
    </Chip>
  );
}

function Notes({ row: { errors, warnings } }: { readonly row: SaleImportRow }) {
  if (errors.length + warnings.length === 0) return "–";
  return (
    <ul className={styles.notes}>
      {errors.map((note) => (
        <li key={words.note(note)} className={formStyles.bad}>
          {words.note(note)}
        </li>
      ))}
      {warnings.map((note) => (
        <li key={words.note(note)}>{words.note(note)}</li>
      ))}
    </ul>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = words.downloadName;
  link.click();
  URL.revokeObjectURL(url);
}
