"use client";

import { type FormEvent, useState } from "react";
import { formatMoment, zoneCity } from "../../../sale/format-wall-time";
import { Button } from "../../../ui/button";
import { useSettings } from "../../frame/use-settings";
import styles from "../../ui/form.module.css";
import { Labelled } from "../../ui/labelled";
import { Modal } from "../../ui/modal";
import type { SteeredSale } from "./steered-sale";
import type { Steering } from "./use-steering";

const words = {
  title: (title: string) => `Extend ${title}`,
  minutes: "Minutes more",
  quick: (minutes: number) => `+${minutes} min`,
  needsMinutes: `Type whole minutes, 1 to ${30 * 24 * 60}.`,
  becomes: (before: string, after: string, zone: string) => `Ends ${after} instead of ${before} (${zone}).`,
  reason: "Reason",
  reasonHint: "Public: shoppers read it beside the old and the new end. May be empty.",
  extend: "Extend",
  keep: "Leave the end",
  done: (title: string, end: string) => `${title} now ends ${end}.`,
};

const quickMinutes = [5, 15] as const;
const minutesMax = 30 * 24 * 60;
const minuteMs = 60_000;

interface ExtendSheetProps {
  readonly sale: SteeredSale;
  readonly open: boolean;
  readonly steering: Steering;
  readonly onClose: () => void;
}

/** Moves a sale's end to a later time, in public. */
export function ExtendSheet({ sale, open, steering, onClose }: ExtendSheetProps) {
  return (
    <Modal open={open} title={words.title(sale.title)} onClose={onClose}>
      <ExtendForm sale={sale} steering={steering} onClose={onClose} />
    </Modal>
  );
}

function ExtendForm({ sale, steering, onClose }: Omit<ExtendSheetProps, "open">) {
  const [text, setText] = useState("5");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const minutes = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  const isRight = minutes >= 1 && minutes <= minutesMax;
  // The store's time, as on the pages around it.
  const timeZone = useSettings().answer?.timeZone ?? sale.timeZone;
  const before = formatMoment(Date.parse(sale.endsAt), timeZone);
  const after = formatMoment(Date.parse(sale.endsAt) + minutes * minuteMs, timeZone);

  async function extend(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (!isRight) return;
    const body = { minutes, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) };
    if (await steering.steer(sale, { verb: "extend", body, said: words.done(sale.title, after) })) onClose();
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void extend(event)}>
      <div className={styles.acts}>
        {quickMinutes.map((quick) => (
          <Button key={quick} aria-pressed={minutes === quick} onClick={() => setText(String(quick))}>
            {words.quick(quick)}
          </Button>
        ))}
      </div>
      <Labelled
        id="extend-minutes"
        label={words.minutes}
        hint={isRight ? words.becomes(before, after, zoneCity(timeZone)) : undefined}
        error={tried && !isRight ? words.needsMinutes : undefined}
      >
        {(control) => (
          <input {...control} inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Labelled>
      <Labelled id="extend-reason" label={words.reason} hint={words.reasonHint}>
        {(control) => (
          <input {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" kind="solid" busy={steering.busy === `extend ${sale.slug}`}>
          {words.extend}
        </Button>
        <Button onClick={onClose}>{words.keep}</Button>
      </div>
    </form>
  );
}
