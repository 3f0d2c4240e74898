"use client";

import { type FormEvent, useState } from "react";
import { formatMoney, multiplyMoney } from "@/lib/domain";
import { Button } from "../../../ui/button";
import styles from "../../ui/form.module.css";
import { Labelled } from "../../ui/labelled";
import { Modal } from "../../ui/modal";
import type { SteeredSale } from "./steered-sale";
import type { Steering } from "./use-steering";

const words = {
  title: (title: string) => `Cancel ${title}`,
  meaning: "This calls the whole sale off. It cannot be taken back.",
  refunds: (sold: number, money: string) =>
    sold === 0 ? "Nothing is paid, so nothing is refunded." : `${sold} paid → refunded, ${money} in all.`,
  holds: (held: number) => (held === 0 ? "Nothing is held." : `${held} held → released, nobody is charged.`),
  told: "Everybody who bought, held or waited is told, with your reason.",
  reason: "Reason",
  reasonHint: "Shoppers read it on the page and in their mail.",
  needsReason: "Write a reason.",
  slug: (slug: string) => `Type ${slug} to confirm`,
  needsSlug: (slug: string) => `Type ${slug} exactly as it stands here.`,
  cancel: "Cancel sale",
  keep: "Keep the sale",
  done: (title: string) => `${title} is cancelled. Refunds and messages are on their way.`,
};

interface CancelSheetProps {
  readonly sale: SteeredSale;
  readonly open: boolean;
  readonly steering: Steering;
  readonly onClose: () => void;
}

/** Calls a sale off: says what happens to money and holds, and wants the slug typed. */
export function CancelSheet({ sale, open, steering, onClose }: CancelSheetProps) {
  return (
    <Modal open={open} title={words.title(sale.title)} onClose={onClose}>
      <CancelForm sale={sale} steering={steering} onClose={onClose} />
    </Modal>
  );
}

function CancelForm({ sale, steering, onClose }: Omit<CancelSheetProps, "open">) {
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const lacksReason = reason.trim() === "";
  const lacksSlug = typed.trim() !== sale.slug;

  async function cancel(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (lacksReason || lacksSlug) return;
    const act = { verb: "cancel", body: { reason: reason.trim() }, said: words.done(sale.title) } as const;
    if (await steering.steer(sale, act)) onClose();
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void cancel(event)}>
      <p>{words.meaning}</p>
      <ul className={styles.points}>
        <li>{words.refunds(sale.sold, formatMoney(multiplyMoney(sale.price, sale.sold)))}</li>
        <li>{words.holds(sale.held)}</li>
        <li>{words.told}</li>
      </ul>
      <Labelled
        id="cancel-reason"
        label={words.reason}
        hint={words.reasonHint}
        error={tried && lacksReason ? words.needsReason : undefined}
      >
        {(control) => (
          <input {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Labelled>
      <Labelled
        id="cancel-slug"
        label={words.slug(sale.slug)}
        error={tried && lacksSlug ? words.needsSlug(sale.slug) : undefined}
      >
        {(control) => (
          <input
            {...control}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" kind="solid" busy={steering.busy === `cancel ${sale.slug}`}>
          {words.cancel}
        </Button>
        <Button onClick={onClose}>{words.keep}</Button>
      </div>
    </form>
  );
}
