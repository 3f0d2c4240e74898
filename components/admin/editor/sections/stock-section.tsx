"use client";

import { Button } from "../../../ui/button";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import { type ItemRow, newKey } from "../form/sale-form";
import { CheckPart } from "./check-part";
import { moved, RowButtons } from "./row-buttons";
import { Section } from "./section";
import styles from "./section.module.css";
import { TextPart } from "./text-part";

const words = {
  title: "Stock and limits",
  items: "Items",
  item: (index: number) => `Item ${index + 1}`,
  stock: "Units",
  name: "Name",
  sku: "SKU",
  add: "Add another item",
  addHint: "Several items, such as sizes, have stock of their own; shoppers choose one.",
  taken: (held: number, sold: number) => `${sold} sold, ${held} held`,
  limit: "Limit per account",
  window: "Minutes to pay",
  windowHint: "How long a unit is held for whoever got it.",
  line: "Line factor",
  lineHint: (stock: number, factor: number) =>
    factor > 1 && stock > 0
      ? `${stock} units and a return line of ${stock * (factor - 1)}.`
      : "1 means no return line; 3 lets twice the stock wait for units that return.",
  exact: "Show exact numbers",
  exactHint: "Otherwise shoppers read stock in words: plenty, less than half, last few.",
};

export function StockSection() {
  const { form, change, locks, errorAt } = useEditor();
  const { items } = form;
  const stock = items.reduce((sum, item) => sum + (Number(item.stock) || 0), 0);
  const error = errorAt("items");

  function add(): void {
    const named = items.map((item) => ({ ...item, followsSale: false }));
    change({ items: [...named, { key: newKey(), sku: "", name: "", stock: "", followsSale: false }] });
  }

  return (
    <Section
      title={words.title}
      parts={["items", "limitPerAccount", "paymentWindowSeconds", "lineFactor", "showExactStock"]}
    >
      <fieldset id={controlId("items")} tabIndex={-1} className={styles.list}>
        <legend className={styles.quiet}>{words.items}</legend>
        {error !== undefined && <p className={styles.error}>{error}</p>}
        {items.map((item, index) => (
          <ItemEntry key={item.key} item={item} index={index} />
        ))}
        {locks.items === undefined ? (
          <div className={styles.line}>
            <Button className={styles.small} onClick={add}>
              {words.add}
            </Button>
            <p className={styles.quiet}>{words.addHint}</p>
          </div>
        ) : (
          <p className={styles.lock}>{locks.items}</p>
        )}
      </fieldset>
      <div className={styles.row}>
        <TextPart
          path="limitPerAccount"
          label={words.limit}
          value={form.limitPerAccount}
          inputMode="numeric"
          lock={locks.limitPerAccount}
          onChange={(limitPerAccount) => change({ limitPerAccount })}
        />
        <TextPart
          path="paymentWindowSeconds"
          label={words.window}
          hint={words.windowHint}
          value={form.paymentMinutes}
          inputMode="decimal"
          lock={locks.paymentWindowSeconds}
          onChange={(paymentMinutes) => change({ paymentMinutes })}
        />
        <TextPart
          path="lineFactor"
          label={words.line}
          hint={words.lineHint(stock, Number(form.lineFactor) || 0)}
          value={form.lineFactor}
          inputMode="numeric"
          lock={locks.lineFactor}
          onChange={(lineFactor) => change({ lineFactor })}
        />
      </div>
      <CheckPart
        path="showExactStock"
        label={words.exact}
        hint={words.exactHint}
        checked={form.showExactStock}
        lock={locks.showExactStock}
        onChange={(showExactStock) => change({ showExactStock })}
      />
    </Section>
  );
}

function ItemEntry({ item, index }: { readonly item: ItemRow; readonly index: number }) {
  const { form, stored, change, locks } = useEditor();
  const path = `items.${index}`;
  const isOnly = form.items.length === 1;
  const counts = stored?.counts.find(({ sku }) => sku === item.sku);
  const isTaken = counts !== undefined && counts.held + counts.sold > 0;

  function set(update: Partial<ItemRow>): void {
    change(({ items }) => ({
      items: items.map((other) => (other.key === item.key ? { ...other, ...update } : other)),
    }));
  }

  return (
    <fieldset aria-label={words.item(index)} className={isOnly ? styles.list : styles.entry}>
      {!isOnly && (
        <div className={styles.entryHead}>
          <span>{words.item(index)}</span>
          {locks.items === undefined && (
            <RowButtons
              name={words.item(index)}
              index={index}
              count={form.items.length}
              onMove={(to) => change(({ items }) => ({ items: moved(items, index, to) }))}
              onRemove={() => change(({ items }) => ({ items: items.filter(({ key }) => key !== item.key) }))}
            />
          )}
        </div>
      )}
      <div className={styles.row}>
        <TextPart
          path={`${path}.stock`}
          label={words.stock}
          hint={isTaken ? words.taken(counts.held, counts.sold) : undefined}
          value={item.stock}
          inputMode="numeric"
          lock={locks.stock}
          onChange={(stock) => set({ stock })}
        />
        <TextPart
          path={`${path}.name`}
          label={words.name}
          value={item.name}
          onChange={(name) => set({ name, followsSale: false })}
        />
        <TextPart
          path={`${path}.sku`}
          label={words.sku}
          value={item.sku}
          lock={locks.items}
          onChange={(sku) => set({ sku, followsSale: false })}
        />
      </div>
    </fieldset>
  );
}
