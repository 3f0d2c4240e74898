"use client";

import { type FormEvent, useState } from "react";
import { makeAttemptKey } from "../../../sale/wish-store";
import { Button } from "../../../ui/button";
import styles from "../../ui/form.module.css";
import { Labelled } from "../../ui/labelled";
import { Modal } from "../../ui/modal";
import { readUnits } from "./read-units";
import type { SteeredSale } from "./steered-sale";
import type { Steering } from "./use-steering";

const words = {
  title: (title: string) => `Change the stock of ${title}`,
  item: "Item",
  units: "Units",
  unitsHint: "3 adds three that can be bought at once, −3 takes three away that are not sold or held.",
  needsUnits: "Type a whole number other than 0, such as 3 or −3.",
  becomes: (name: string, before: number, after: number) => `${name}: ${after} instead of ${before}.`,
  tooFew: (name: string, least: number) => `${name} has ${least} sold or held: it cannot have fewer.`,
  add: "Add stock",
  take: "Take stock away",
  keep: "Leave the stock",
  done: (name: string, after: number) => `${name} now has ${after} units.`,
};

export interface RestockItem {
  readonly sku: string;
  readonly name: string;
  readonly stock: number;
  readonly held: number;
  readonly sold: number;
}

interface RestockSheetProps {
  readonly sale: Pick<SteeredSale, "slug" | "title">;
  readonly items: readonly RestockItem[];
  readonly open: boolean;
  readonly steering: Steering;
  readonly onClose: () => void;
}

/** Adds units to one item, or takes unsold ones away. */
export function RestockSheet({ sale, items, open, steering, onClose }: RestockSheetProps) {
  return (
    <Modal open={open} title={words.title(sale.title)} onClose={onClose}>
      <RestockForm sale={sale} items={items} steering={steering} onClose={onClose} />
    </Modal>
  );
}

function RestockForm({ sale, items, steering, onClose }: Omit<RestockSheetProps, "open">) {
  const [sku, setSku] = useState(items[0]?.sku ?? "");
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  // One wish, one key: sent again after a lost answer it moves the stock once. Another wish is another key.
  const [key, setKey] = useState(makeAttemptKey);
  const units = readUnits(text);
  const item = items.find((one) => one.sku === sku);
  const name = item?.name ?? sku;
  const after = (item?.stock ?? 0) + (units ?? 0);
  const least = (item?.sold ?? 0) + (item?.held ?? 0);
  const error = units === null ? words.needsUnits : after < least ? words.tooFew(name, least) : undefined;

  async function restock(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (error !== undefined) return;
    const done = await steering.steer(sale, {
      verb: "restock",
      body: { sku, delta: units },
      headers: { "idempotency-key": key },
      said: words.done(name, after),
    });
    if (done) onClose();
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void restock(event)}>
      {items.length > 1 && (
        <Labelled id="restock-item" label={words.item}>
          {(control) => (
            <select
              {...control}
              value={sku}
              onChange={(event) => {
                setSku(event.target.value);
                setKey(makeAttemptKey());
              }}
            >
              {items.map((one) => (
                <option key={one.sku} value={one.sku}>
                  {`${one.name} (${one.sku})`}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      <Labelled
        id="restock-units"
        label={words.units}
        hint={error === undefined ? words.becomes(name, item?.stock ?? 0, after) : words.unitsHint}
        error={tried ? error : undefined}
      >
        {(control) => (
          <input
            {...control}
            inputMode="text"
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setKey(makeAttemptKey());
            }}
          />
        )}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" kind="solid" busy={steering.busy === `restock ${sale.slug}`}>
          {units !== null && units < 0 ? words.take : words.add}
        </Button>
        <Button onClick={onClose}>{words.keep}</Button>
      </div>
    </form>
  );
}
