"use client";

import { type FormEvent, useState } from "react";
import type { AdminSaleAnswer } from "@/lib/domain";
import { formatMoment, zoneCity } from "../../../sale/format-wall-time";
import { Button } from "../../../ui/button";
import {
  describeTwin,
  type MomentReading,
  readMoment,
  type TypedTime,
  writeMoment,
} from "../../editor/form/read-moment";
import styles from "../../ui/form.module.css";
import { Labelled } from "../../ui/labelled";
import { Modal } from "../../ui/modal";
import { useAdminChange } from "../../ui/use-admin-change";
import { endOfCopy, proposeStart } from "./plan-copy";
import { type SteeredSale, salePath } from "./steered-sale";

const words = {
  title: (title: string) => `Duplicate ${title}`,
  meaning: "A draft with everything but the dates. Nothing is published.",
  start: (zone: string) => `New start (${zone})`,
  keeps: (end: string, utc: string) => `Ends ${end}: the length stays. Starts ${utc} UTC.`,
  unreadable: "Type a date and a time, such as 2026-12-01 12:00.",
  past: "This start is in the past.",
  skipped: "The clocks are put forward over this time, so it does not exist. Which is meant?",
  twice: "The clocks show this time twice, because they are put back. Which is meant?",
  duplicate: "Duplicate",
  keep: "Close",
};

interface DuplicateSheetProps {
  readonly sale: SteeredSale;
  readonly open: boolean;
  /** The shop's time, which a test clock may have moved. */
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** Copies a sale into a draft with another start, and goes to it. */
export function DuplicateSheet({ sale, open, nowMs, onClose }: DuplicateSheetProps) {
  return (
    <Modal open={open} title={words.title(sale.title)} onClose={onClose}>
      <DuplicateForm sale={sale} nowMs={nowMs} onClose={onClose} />
    </Modal>
  );
}

function DuplicateForm({ sale, nowMs, onClose }: Omit<DuplicateSheetProps, "open">) {
  const { timeZone } = sale;
  const [typed, setTyped] = useState<TypedTime>(() => ({
    text: proposeStart(sale.startsAt, timeZone, nowMs),
    which: null,
  }));
  const [tried, setTried] = useState(false);
  const { busy, send } = useAdminChange();
  const reading = readMoment(typed, timeZone);
  const error = errorOf(reading, nowMs);

  async function duplicate(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (reading.word !== "at" || error !== null) return;
    const outcome = await send<AdminSaleAnswer>({
      key: "duplicate",
      path: `${salePath(sale.slug)}/duplicate`,
      request: { method: "POST", body: { startsAt: reading.at } },
      done: () => null,
    });
    if (outcome?.word === "answer") window.location.assign(`/admin/sales/${outcome.data.slug}`);
  }

  // A time that may be two is asked about at once; one that cannot be read yet is still being typed.
  const asksNow = reading.word === "skipped" || reading.word === "twice";
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void duplicate(event)}>
      <p>{words.meaning}</p>
      <Labelled
        id="duplicate-start"
        label={words.start(zoneCity(timeZone))}
        hint={reading.word === "at" && error === null ? describeCopy(sale, reading.at) : undefined}
        error={error !== null && (tried || asksNow) ? error : undefined}
      >
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            spellCheck={false}
            value={typed.text}
            onChange={(event) => setTyped({ text: event.target.value, which: null })}
          />
        )}
      </Labelled>
      <Choices reading={reading} timeZone={timeZone} typed={typed} onChoose={setTyped} />
      <div className={styles.acts}>
        <Button type="submit" kind="solid" busy={busy !== null}>
          {words.duplicate}
        </Button>
        <Button onClick={onClose}>{words.keep}</Button>
      </div>
    </form>
  );
}

function describeCopy(sale: SteeredSale, at: string): string {
  const end = formatMoment(Date.parse(endOfCopy(sale, at)), sale.timeZone);
  return words.keeps(end, formatMoment(Date.parse(at), "UTC"));
}

function errorOf(reading: MomentReading, nowMs: number): string | null {
  switch (reading.word) {
    case "at":
      return Date.parse(reading.at) <= nowMs ? words.past : null;
    case "skipped":
      return words.skipped;
    case "twice":
      return words.twice;
    case "empty":
    case "unreadable":
    case "no_zone":
      return words.unreadable;
  }
}

interface ChoicesProps {
  readonly reading: MomentReading;
  readonly timeZone: string;
  readonly typed: TypedTime;
  readonly onChoose: (typed: TypedTime) => void;
}

/** Both times that can be meant, where daylight saving skips a time or has it twice. */
function Choices({ reading, timeZone, typed, onChoose }: ChoicesProps) {
  if (reading.word === "twice") {
    return (
      <div className={styles.acts}>
        {(["earlier", "later"] as const).map((which) => (
          <Button key={which} onClick={() => onChoose({ text: typed.text, which })}>
            {describeTwin(reading.twins[which], timeZone)}
          </Button>
        ))}
      </div>
    );
  }
  if (reading.word !== "skipped") return null;
  return (
    <div className={styles.acts}>
      {[reading.before, reading.after].map((at) => (
        <Button key={at} onClick={() => onChoose(writeMoment(at, timeZone))}>
          {describeTwin(at, timeZone)}
        </Button>
      ))}
    </div>
  );
}
