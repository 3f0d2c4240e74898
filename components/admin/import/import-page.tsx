"use client";

import { ButtonLink } from "../../ui/button-link";
import { ErrorSummary } from "../../ui/error-summary";
import { Notice } from "../../ui/notice";
import { AdminPage } from "../ui/admin-page";
import { DryRun } from "./dry-run";
import styles from "./import-page.module.css";
import { ImportSource } from "./import-source";
import { useImport } from "./use-import";

const words = {
  title: "Import sales",
  back: "Sales",
  meaning: "Makes drafts from the rows of a spreadsheet. First the rows are checked; nothing is ever published by it.",
  template: "Download the template",
  columns: "It has every column with two examples, and can be imported as it is.",
  unreadable: "This file cannot be read",
  created: (count: number) => (count === 1 ? "1 draft was made" : `${count} drafts were made`),
  createdMeaning: "Look at each in its editor, and publish it from there.",
  drafts: "See the drafts",
};

/** Sales from a file: checked row by row, then made as drafts, all of them or none. */
export function ImportPage() {
  const { step, busy, check, create } = useImport();
  return (
    <AdminPage title={words.title} back={{ href: "/admin", title: words.back }}>
      <div className={styles.about}>
        <p>{words.meaning}</p>
        <p>
          {/* With the mark by which spreadsheets know that it is UTF-8. */}
          <a href="/api/admin/sales/import?bom=1">{words.template}</a>. {words.columns}
        </p>
      </div>
      {step.word === "unreadable" && (
        <ErrorSummary
          title={words.unreadable}
          attempt={step.tries}
          items={step.errors.map(({ path, message }) => ({ fieldId: null, message: `${path} ${message}`.trim() }))}
        />
      )}
      {step.word === "created" && (
        <Notice
          tone="ok"
          role="status"
          title={words.created(step.slugs.length)}
          actions={
            <ButtonLink kind="solid" href="/admin?tab=draft">
              {words.drafts}
            </ButtonLink>
          }
        >
          <p>{words.createdMeaning}</p>
          <ul className={styles.created}>
            {step.slugs.map((slug) => (
              <li key={slug}>
                <a href={`/admin/sales/${slug}`}>{slug}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {step.word !== "created" && <ImportSource busy={busy === "check"} onFile={(file) => void check(file)} />}
      {step.word === "checked" && (
        <DryRun
          file={step.file}
          answer={step.answer}
          busy={busy === "create"}
          onCreate={() => void create(step.file)}
        />
      )}
    </AdminPage>
  );
}
