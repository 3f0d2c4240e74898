"use client";

import { useState } from "react";
import { type AdminOrderAnswer, formatMoney, type Possible } from "@/lib/domain";
import { Button } from "../../ui/button";
import styles from "../ui/form.module.css";
import { Labelled } from "../ui/labelled";
import { useAdminChange } from "../ui/use-admin-change";
import { adminOrderPath } from "./use-admin-orders";

const words = {
  refund: "Refund…",
  release: "Release the hold…",
  resendMail: "Send the mail again",
  reason: "Reason",
  reasonHint: "The buyer reads it.",
  needsReason: "Write a reason.",
  refundMeaning: (amount: string, name: string) =>
    `${amount} goes back to ${name}. The unit returns: to the line first, then to everybody.`,
  releaseMeaning: (name: string) =>
    `${name} loses the hold and is not charged. The unit returns: to the line first, then to everybody.`,
  refundNow: "Refund",
  releaseNow: "Release the hold",
  keep: "Leave it as it is",
  refunded: (number: string) => `${number}: the refund is on its way.`,
  released: (number: string) => `${number}: the hold was released.`,
  sent: (number: string) => `${number}: the mail goes out again.`,
  cannot: "Not possible now:",
};

interface OrderActionsProps {
  readonly order: AdminOrderAnswer;
  readonly onChanged: () => void;
}

/** What can be done to an order, each with its consequence first; what cannot says why. */
export function OrderActions({ order, onChanged }: OrderActionsProps) {
  const [asking, setAsking] = useState<"refund" | "release" | null>(null);
  const { busy, send } = useAdminChange();
  const path = adminOrderPath(order.id);

  async function act(verb: "refund" | "release" | "resend-mail", body: unknown, said: string): Promise<void> {
    const outcome = await send<AdminOrderAnswer>({
      key: verb,
      path: `${path}/${verb}`,
      request: { method: "POST", body },
      done: () => said,
    });
    if (outcome?.word === "answer") setAsking(null);
    onChanged();
  }

  if (asking !== null) {
    const isRefund = asking === "refund";
    return (
      <ReasonForm
        meaning={
          isRefund
            ? words.refundMeaning(formatMoney(order.amount), order.buyer.name)
            : words.releaseMeaning(order.buyer.name)
        }
        act={isRefund ? words.refundNow : words.releaseNow}
        busy={busy !== null}
        onKeep={() => setAsking(null)}
        onReason={(reason) =>
          void act(asking, { reason }, isRefund ? words.refunded(order.number) : words.released(order.number))
        }
      />
    );
  }
  const { refund, release, resendMail } = order.can;
  return (
    <section className={styles.section}>
      <div className={styles.acts}>
        {refund.may && <Button onClick={() => setAsking("refund")}>{words.refund}</Button>}
        {release.may && <Button onClick={() => setAsking("release")}>{words.release}</Button>}
        {resendMail.may && (
          <Button busy={busy === "resend-mail"} onClick={() => void act("resend-mail", {}, words.sent(order.number))}>
            {words.resendMail}
          </Button>
        )}
      </div>
      <Reasons
        parts={[
          [words.refundNow, refund],
          [words.releaseNow, release],
          [words.resendMail, resendMail],
        ]}
      />
    </section>
  );
}

function Reasons({ parts }: { readonly parts: readonly (readonly [string, Possible])[] }) {
  const not = parts.flatMap(([title, possible]) => (possible.may ? [] : [[title, possible.reason] as const]));
  if (not.length === 0) return null;
  return (
    <details className={styles.quiet}>
      <summary>{words.cannot}</summary>
      <ul>
        {not.map(([title, reason]) => (
          <li key={title}>{`${title}: ${reason}`}</li>
        ))}
      </ul>
    </details>
  );
}

interface ReasonFormProps {
  readonly meaning: string;
  readonly act: string;
  readonly busy: boolean;
  readonly onKeep: () => void;
  readonly onReason: (reason: string) => void;
}

function ReasonForm({ meaning, act, busy, onKeep, onReason }: ReasonFormProps) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (reason.trim() !== "") onReason(reason.trim());
      }}
    >
      <p>{meaning}</p>
      <Labelled
        id="order-reason"
        label={words.reason}
        hint={words.reasonHint}
        error={tried && reason.trim() === "" ? words.needsReason : undefined}
      >
        {(control) => (
          <input {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" kind="solid" busy={busy}>
          {act}
        </Button>
        <Button kind="quiet" onClick={onKeep}>
          {words.keep}
        </Button>
      </div>
    </form>
  );
}
