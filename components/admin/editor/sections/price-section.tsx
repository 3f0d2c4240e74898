"use client";

import { formatMoney, writeMoney } from "@/lib/domain";
import { Labelled } from "../../ui/labelled";
import { useEditor } from "../editor-context";
import { controlId } from "../form/part-names";
import { readMoney } from "../form/read-money";
import { Section } from "./section";
import styles from "./section.module.css";
import { TextPart } from "./text-part";

const words = {
  title: "Price",
  currency: "Currency",
  price: "Price",
  regular: "Regular price",
  lowest: "Lowest of 30 days",
  optional: "May stay empty.",
  reads: (money: string) => `= ${money}`,
  off: (money: string, percent: number) => `= ${money}, ${percent} % off`,
};

const common = ["EUR", "USD", "GBP", "CHF", "CNY", "JPY", "SEK", "NOK", "DKK", "PLN"];
const currencies = Intl.supportedValuesOf("currency");
const names = new Intl.DisplayNames("en", { type: "currency" });

export function PriceSection() {
  const { form, change, locks } = useEditor();
  const price = readMoney(form.price, form.currency);
  const regular = readMoney(form.regularPrice, form.currency);

  function said(part: "price" | "regularPrice" | "lowestPrice30d"): string | undefined {
    const reading = readMoney(form[part], form.currency);
    if (reading.word !== "amount") return part === "price" ? undefined : words.optional;
    const money = formatMoney({ minor: reading.minor, currency: form.currency });
    const isOff = part === "price" && regular.word === "amount" && price.word === "amount" && regular.minor > 0;
    return isOff ? words.off(money, Math.floor(100 - (price.minor / regular.minor) * 100)) : words.reads(money);
  }

  function moneyPart(part: "price" | "regularPrice" | "lowestPrice30d", label: string) {
    return (
      <TextPart
        path={part}
        label={label}
        hint={said(part)}
        value={form[part]}
        inputMode="decimal"
        lock={locks[part]}
        onChange={(text) => change({ [part]: text })}
        onLeave={() =>
          change((now) => {
            const reading = readMoney(now[part], now.currency);
            return reading.word === "amount"
              ? { [part]: writeMoney({ minor: reading.minor, currency: now.currency }) }
              : {};
          })
        }
      />
    );
  }

  return (
    <Section title={words.title} parts={["price", "regularPrice", "lowestPrice30d"]}>
      <div className={styles.row}>
        {moneyPart("price", words.price)}
        <Labelled id={controlId("currency")} label={words.currency}>
          {(control) => (
            <select
              {...control}
              value={form.currency}
              aria-disabled={locks.price !== undefined || undefined}
              onChange={(event) => {
                if (locks.price === undefined) change({ currency: event.target.value });
              }}
            >
              {[...common, ...currencies.filter((code) => !common.includes(code))].map((code) => (
                <option key={code} value={code}>
                  {`${code} · ${names.of(code) ?? code}`}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
      <div className={styles.row}>
        {moneyPart("regularPrice", words.regular)}
        {moneyPart("lowestPrice30d", words.lowest)}
      </div>
    </Section>
  );
}
