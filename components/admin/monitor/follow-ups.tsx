"use client";

import type { SaleActionAnswer, SaleActionKind } from "@/lib/domain";
import { formatExactTime } from "../../sale/format-wall-time";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { salePath } from "../sales/steering/steered-sale";
import { useAdminChange } from "../ui/use-admin-change";
import styles from "./monitor-page.module.css";
import { useAfterChange } from "./use-after-change";
import { useSaleActions } from "./use-sale-actions";

const kinds: Readonly<Record<SaleActionKind, string>> = {
  load_gate: "Tell the gate",
  refresh_pages: "Renew the pages",
  refund_orders: "Refund and release",
  tell_shoppers: "Tell shoppers",
};

const words = {
  title: "What follows your changes",
  none: "No change has to be followed by anything yet.",
  after: (verb: string) => `after ${verb.replaceAll("_", " ")}`,
  underWay: "Under way",
  failed: "Failed, tried again",
  done: "Done",
  tries: (tries: number, time: string) => (tries === 1 ? `tried at ${time}` : `tried ${tries} times, last ${time}`),
  asked: (time: string) => `asked for at ${time}`,
  doneAt: (time: string) => `at ${time}`,
  retry: "Retry now",
  retried: "The worker tries it at once.",
  earlier: (count: number) => `${count} done`,
};

interface FollowUpsProps {
  readonly slug: string;
  /** Of the sale: a newer one has something new to be followed. */
  readonly version: number;
  readonly timeZone: string;
}

/** What had to happen in the world after a change, and what of it failed: nothing fails in silence. */
export function FollowUps({ slug, version, timeZone }: FollowUpsProps) {
  const { answer, mutate } = useSaleActions(slug);
  useAfterChange(version, () => void mutate());
  const actions = answer?.actions ?? [];
  const pending = actions.filter(({ state }) => state === "pending");
  const done = actions.filter(({ state }) => state === "done");
  return (
    <section className={styles.part} aria-labelledby="follow-ups">
      <h2 id="follow-ups">{words.title}</h2>
      {actions.length === 0 && <p className={styles.quiet}>{words.none}</p>}
      {pending.length > 0 && (
        <ul className={styles.checks}>
          {pending.map((action) => (
            <FollowUp key={action.id} action={action} slug={slug} timeZone={timeZone} onTried={() => void mutate()} />
          ))}
        </ul>
      )}
      {done.length > 0 && (
        <details className={styles.done}>
          <summary>{words.earlier(done.length)}</summary>
          <ul className={styles.checks}>
            {done.map((action) => (
              <FollowUp key={action.id} action={action} slug={slug} timeZone={timeZone} onTried={() => void mutate()} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface FollowUpProps extends Omit<FollowUpsProps, "version"> {
  readonly action: SaleActionAnswer;
  readonly onTried: () => void;
}

function FollowUp({ action, slug, timeZone, onTried }: FollowUpProps) {
  const { busy, send } = useAdminChange();
  const failed = action.state === "pending" && action.error !== "";

  async function retry(): Promise<void> {
    await send<SaleActionAnswer>({
      key: action.id,
      path: `${salePath(slug)}/actions/${action.id}/retry`,
      request: { method: "POST", body: {} },
      done: () => words.retried,
    });
    onTried();
  }

  return (
    <li>
      {action.state === "done" ? (
        <Chip tone="ok" shape="solid">
          {words.done}
        </Chip>
      ) : (
        <Chip tone={failed ? "stop" : "wait"} shape={failed ? "cross" : "hatch"}>
          {failed ? words.failed : words.underWay}
        </Chip>
      )}
      <span className={styles.check}>
        <strong>{kinds[action.kind]}</strong> {words.after(action.verb)}
        {failed && <span className={styles.error}>{action.error}</span>}
      </span>
      <span className={styles.quiet}>{describeTime(action, timeZone)}</span>
      {failed && (
        <Button busy={busy !== null} aria-label={`${words.retry}: ${kinds[action.kind]}`} onClick={() => void retry()}>
          {words.retry}
        </Button>
      )}
    </li>
  );
}

function describeTime({ doneAt, triedAt, tries, requestedAt }: SaleActionAnswer, timeZone: string): string {
  const time = (at: string) => formatExactTime(Date.parse(at), timeZone);
  if (doneAt !== null) return words.doneAt(time(doneAt));
  return triedAt === null ? words.asked(time(requestedAt)) : words.tries(tries, time(triedAt));
}
