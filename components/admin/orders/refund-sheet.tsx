"use client";

import { useState } from "react";
import { type AdminOrderRow, formatMoney, type RefundOrdersAnswer, refundOrdersMax } from "@/lib/domain";
import { Button } from "../../ui/button";
import styles from "../ui/form.module.css";
import { Labelled } from "../ui/labelled";
import { Modal } from "../ui/modal";
import { useAdminChange } from "../ui/use-admin-change";
import { sumMoney } from "./sum-money";

const words = {
  title: (count: number) => (count === 1 ? "Refund 1 order" : `Refund ${count} orders`),
  sum: (sum: string) => `${sum} goes back to those who paid. Their units return: to the line first, then to everybody.`,
  unpaid: (count: number) => `${count} of the chosen orders are not paid and stay as they are.`,
  none: "None of the chosen orders is paid, so there is nothing to refund.",
  tooMany: `At most ${refundOrdersMax} orders can be refunded at once. Choose fewer.`,
  reason: "Reason",
  reasonHint: "The buyer reads it.",
  refund: "Refund",
  needsReason: "Write a reason.",
};

interface RefundSheetProps {
  readonly open: boolean;
  readonly orders: readonly AdminOrderRow[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Refunds several orders, after saying what that means in money. */
export function RefundSheet({ open, orders, onClose, onDone }: RefundSheetProps) {
  return (
    <Modal open={open} title={words.title(orders.length)} onClose={onClose}>
      <RefundForm orders={orders} onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function RefundForm({ orders, onClose, onDone }: Omit<RefundSheetProps, "open">) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, send } = useAdminChange();
  const paid = orders.filter((order) => order.state === "paid");
  const rest = orders.length - paid.length;
  if (paid.length === 0) return <p>{words.none}</p>;
  if (paid.length > refundOrdersMax) return <p>{words.tooMany}</p>;

  async function refund(): Promise<void> {
    setTried(true);
    if (reason.trim() === "") return;
    const outcome = await send<RefundOrdersAnswer>({
      key: "refund",
      path: "/api/admin/orders/refund",
      request: { method: "POST", body: { ids: paid.map((order) => order.id), reason: reason.trim() } },
      done: describeResults,
    });
    if (outcome?.word !== "answer") return;
    onClose();
    onDone();
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void refund();
      }}
      className={styles.form}
    >
      <p>
        {words.sum(
          sumMoney(paid.map((order) => order.amount))
            .map((sum) => formatMoney(sum))
            .join(" + "),
        )}
      </p>
      {rest > 0 && <p>{words.unpaid(rest)}</p>}
      <Labelled
        id="refund-reason"
        label={words.reason}
        hint={words.reasonHint}
        error={tried && reason.trim() === "" ? words.needsReason : undefined}
      >
        {(control) => (
          <input {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Labelled>
      <Button type="submit" kind="solid" busy={busy !== null}>
        {words.refund}
      </Button>
    </form>
  );
}

/** What came of it, in one sentence. */
function describeResults({ results }: RefundOrdersAnswer): string {
  const count = (outcomes: readonly string[]) => results.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const done = count(["refunding", "refunded"]);
  const before = count(["already"]);
  const refused = results.filter(({ outcome }) => outcome === "refused" || outcome === "not_found");
  const parts = [
    `${done} of ${results.length} refunds are on their way.`,
    before > 0 ? `${before} had been asked for before.` : "",
    refused.length > 0 ? `${refused.length} were refused: ${refused[0]?.detail ?? "see the orders"}` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}
