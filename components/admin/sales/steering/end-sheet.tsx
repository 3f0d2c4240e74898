"use client";

import { Button } from "../../../ui/button";
import styles from "../../ui/form.module.css";
import { Modal } from "../../ui/modal";
import type { SteeredSale } from "./steered-sale";
import type { Steering } from "./use-steering";

const words = {
  title: (title: string) => `End ${title} now`,
  meaning: "Nobody can buy from this moment on, and the page says that the sale is over. It cannot be started again.",
  scheduled: "It has not begun: nobody will be able to buy at all. To call it off with a reason, cancel it instead.",
  held: (held: number) =>
    held === 1 ? "1 unit is held and may still be paid." : `${held} units are held and may still be paid.`,
  sold: (sold: number) => (sold === 1 ? "1 sold unit stays sold." : `${sold} sold units stay sold.`),
  line: "Whoever waits in the line is told that the sale is over.",
  end: "End now",
  keep: "Let it run",
  done: (title: string) => `${title} is over.`,
};

interface EndSheetProps {
  readonly sale: SteeredSale;
  readonly open: boolean;
  readonly steering: Steering;
  readonly onClose: () => void;
}

/** Ends a sale before its time, after saying what that means. */
export function EndSheet({ sale, open, steering, onClose }: EndSheetProps) {
  async function end(): Promise<void> {
    if (await steering.steer(sale, { verb: "end", said: words.done(sale.title) })) onClose();
  }
  return (
    <Modal
      open={open}
      title={words.title(sale.title)}
      onClose={onClose}
      actions={
        <>
          <Button kind="solid" busy={steering.busy === `end ${sale.slug}`} onClick={() => void end()}>
            {words.end}
          </Button>
          <Button onClick={onClose}>{words.keep}</Button>
        </>
      }
    >
      <p>{words.meaning}</p>
      {sale.phase === "scheduled" ? (
        <p>{words.scheduled}</p>
      ) : (
        <ul className={styles.points}>
          <li>{words.held(sale.held)}</li>
          <li>{words.sold(sale.sold)}</li>
          <li>{words.line}</li>
        </ul>
      )}
    </Modal>
  );
}
