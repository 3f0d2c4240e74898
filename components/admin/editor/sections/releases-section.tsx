"use client";

import { Button } from "../../../ui/button";
import { Labelled } from "../../ui/labelled";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import { readMoment, writeMoment } from "../form/read-moment";
import { newKey, type ReleaseRow, type SaleForm } from "../form/sale-form";
import { Section } from "./section";
import styles from "./section.module.css";
import { TextPart } from "./text-part";
import { TimePart } from "./time-part";

const words = {
  title: "Releases",
  none: "All units can be bought from the start on. A release keeps some of them back until later.",
  add: "Add a release",
  remove: "Remove",
  release: (index: number) => `Release ${index + 1}`,
  at: "Time",
  quantity: "Units",
  sku: "Item",
  choose: "Choose",
};

export function ReleasesSection() {
  const { form, change, locks, errorAt } = useEditor();
  const error = errorAt("releases");
  return (
    <Section title={words.title} parts={["releases"]}>
      <div id={controlId("releases")} tabIndex={-1} className={styles.list}>
        {error !== undefined && <p className={styles.error}>{error}</p>}
        {form.releases.length === 0 && <p className={styles.quiet}>{words.none}</p>}
        {form.releases.map((release, index) => (
          <ReleaseEntry key={release.key} release={release} index={index} />
        ))}
        {locks.releases === undefined ? (
          <div className={styles.line}>
            <Button
              className={styles.small}
              onClick={() => change((now) => ({ releases: [...now.releases, nextRelease(now)] }))}
            >
              {words.add}
            </Button>
          </div>
        ) : (
          <p className={styles.lock}>{locks.releases}</p>
        )}
      </div>
    </Section>
  );
}

const stepMs = 10 * 60_000;

/** Ten minutes after the last one, or after the start. */
function nextRelease(form: SaleForm): ReleaseRow {
  const last = readMoment(form.releases.at(-1)?.at ?? form.start, form.timeZone);
  const at =
    last.word === "at"
      ? writeMoment(new Date(Date.parse(last.at) + stepMs).toISOString(), form.timeZone)
      : { text: "", which: null };
  return { key: newKey(), at, quantity: "", sku: form.items.length === 1 ? (form.items[0]?.sku ?? "") : "" };
}

function ReleaseEntry({ release, index }: { readonly release: ReleaseRow; readonly index: number }) {
  const { form, change, locks, errorAt, touch } = useEditor();
  const path = `releases.${index}`;
  const lock = locks.releases;

  function set(update: Partial<ReleaseRow>): void {
    change(({ releases }) => ({
      releases: releases.map((other) => (other.key === release.key ? { ...other, ...update } : other)),
    }));
  }

  return (
    <fieldset className={styles.entry} aria-label={words.release(index)}>
      <div className={styles.entryHead}>
        <span>{words.release(index)}</span>
        {lock === undefined && (
          <Button
            className={styles.small}
            aria-label={`${words.remove}, ${words.release(index)}`}
            onClick={() => change(({ releases }) => ({ releases: releases.filter(({ key }) => key !== release.key) }))}
          >
            {words.remove}
          </Button>
        )}
      </div>
      <TimePart
        path={`${path}.at`}
        label={words.at}
        typed={release.at}
        lock={lock === undefined ? undefined : ""}
        onChange={(at) => set({ at })}
      />
      <div className={styles.row}>
        <TextPart
          path={`${path}.quantity`}
          label={words.quantity}
          value={release.quantity}
          inputMode="numeric"
          lock={lock === undefined ? undefined : ""}
          onChange={(quantity) => set({ quantity })}
        />
        {form.items.length > 1 && (
          <Labelled id={controlId(`${path}.sku`)} label={words.sku} error={errorAt(`${path}.sku`)}>
            {(control) => (
              <select
                {...control}
                value={release.sku}
                aria-disabled={lock !== undefined || undefined}
                onBlur={() => touch(`${path}.sku`)}
                onChange={(event) => {
                  if (lock === undefined) set({ sku: event.target.value });
                }}
              >
                <option value="">{words.choose}</option>
                {form.items.map(({ key, sku, name }) => (
                  <option key={key} value={sku}>{`${name} (${sku})`}</option>
                ))}
              </select>
            )}
          </Labelled>
        )}
      </div>
    </fieldset>
  );
}
