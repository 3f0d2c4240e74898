"use client";

import { useState } from "react";
import { saleBounds } from "@/lib/domain";
import { useFoundSales } from "../../frame/use-found-sales";
import { Labelled } from "../../ui/labelled";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import { moved, RowButtons } from "./row-buttons";
import { SearchBox } from "./search-box";
import { Section } from "./section";
import styles from "./section.module.css";

const words = {
  title: "Promoted sales",
  add: "Add a sale",
  found: "Sales found",
  hint: "Shown below this one. Type a part of its title or slug.",
  full: `At most ${saleBounds.promotedMax}. Remove one first.`,
  none: "No other sale of that name.",
};

export function PromotedSection() {
  const { form, stored, change, locks, errorAt } = useEditor();
  const [text, setText] = useState("");
  const found = useFoundSales(text);
  const { promoted } = form;
  const isFull = promoted.length >= saleBounds.promotedMax;
  const options = found
    .filter(({ slug }) => slug !== stored?.slug && slug !== form.slug && !promoted.includes(slug))
    .map(({ slug, title, phase }) => ({ value: slug, title, detail: `${slug} · ${phase}` }));

  return (
    <Section title={words.title} parts={["promoted"]}>
      {promoted.length > 0 && (
        <ol className={styles.list}>
          {promoted.map((slug, index) => (
            <li key={slug} id={controlId(`promoted.${index}`)} tabIndex={-1} className={styles.entryHead}>
              <span>
                {slug}
                {errorAt(`promoted.${index}`) !== undefined && (
                  <span className={styles.error}>{` ${errorAt(`promoted.${index}`)}`}</span>
                )}
              </span>
              {locks.promoted === undefined && (
                <RowButtons
                  name={slug}
                  index={index}
                  count={promoted.length}
                  onMove={(to) => change((now) => ({ promoted: moved(now.promoted, index, to) }))}
                  onRemove={() => change((now) => ({ promoted: now.promoted.filter((other) => other !== slug) }))}
                />
              )}
            </li>
          ))}
        </ol>
      )}
      <Labelled
        id={controlId("promoted")}
        label={words.add}
        hint={isFull ? words.full : words.hint}
        error={errorAt("promoted")}
        lock={locks.promoted}
      >
        {(control) => (
          <SearchBox
            control={control}
            listLabel={words.found}
            text={text}
            readOnly={locks.promoted !== undefined || isFull}
            options={options}
            none={words.none}
            onType={setText}
            onPick={(slug) => {
              setText("");
              change((now) => ({ promoted: [...now.promoted, slug] }));
            }}
          />
        )}
      </Labelled>
    </Section>
  );
}
