"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../ui/button";
import { joinClasses } from "../../ui/join-classes";
import formStyles from "../ui/form.module.css";
import { Labelled } from "../ui/labelled";
import styles from "./import-page.module.css";
import type { SalesFile } from "./use-import";

const words = {
  file: "CSV file",
  fileHint: "UTF-8, at most 1 MB and 200 sales. It is checked at once; nothing is made yet.",
  paste: "Or paste the rows",
  pasteHint: "With the row of column names first.",
  pasted: "pasted rows",
  check: "Check the rows",
  nothing: "Paste some rows first, or choose a file.",
};

interface ImportSourceProps {
  readonly busy: boolean;
  readonly onFile: (file: SalesFile) => void;
}

/** Where the sales come from: a file, or rows pasted from a spreadsheet. */
export function ImportSource({ busy, onFile }: ImportSourceProps) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);

  function check(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (text.trim() !== "") onFile({ name: words.pasted, content: text });
  }

  return (
    <form className={formStyles.form} noValidate onSubmit={check}>
      <Labelled id="import-file" label={words.file} hint={words.fileHint}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              if (file !== undefined) onFile({ name: file.name, content: file });
              // The same file, mended, can be chosen again.
              event.target.value = "";
            }}
          />
        )}
      </Labelled>
      <Labelled
        id="import-text"
        label={words.paste}
        hint={words.pasteHint}
        error={tried && text.trim() === "" ? words.nothing : undefined}
      >
        {(control) => (
          <textarea
            {...control}
            className={joinClasses(control.className, styles.rows)}
            rows={5}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Labelled>
      <div className={formStyles.acts}>
        <Button type="submit" busy={busy}>
          {words.check}
        </Button>
      </div>
    </form>
  );
}
