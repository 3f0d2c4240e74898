"use client";

import { useState } from "react";
import { type AdminSaleAnswer, formatMoney, type PublishAnswer, type SaleCheck } from "@/lib/domain";
import { fetchJson } from "../../../api/fetch-json";
import { formatExactTime } from "../../../sale/format-wall-time";
import { Button } from "../../../ui/button";
import { ButtonLink } from "../../../ui/button-link";
import { Chip } from "../../../ui/chip";
import { StatusLine } from "../../../ui/status-line";
import { PhaseChip } from "../../sales/phase-chip";
import { Labelled } from "../../ui/labelled";
import { Modal } from "../../ui/modal";
import { useEditor } from "../editor-context";
import { describeDistance } from "../form/describe-moment";
import { describePart, describeTime } from "../form/describe-part";
import { type Guard, isConfirmed } from "../form/guard-sale";
import { partNames, saleParts } from "../form/part-names";
import { readMoney } from "../form/read-money";
import { CheckList } from "./check-list";
import styles from "./review-sheet.module.css";
import { usePreflight } from "./use-preflight";

const words = {
  title: (title: string) => `Review ${title}`,
  values: "What is published",
  checking: "Checking…",
  ready: "Ready",
  notReady: "Not ready",
  asOf: (at: string) => `Checked ${at}.`,
  again: "Check again",
  schedule: "Schedule",
  anyway: "Schedule all the same",
  blocked: "Something above stops it. Close this, mend it, and review again.",
  unsure: "The shop itself is not ready yet; the sale can be scheduled and opens on time all the same.",
  confirm: "Type the price once more",
  confirmFirst: (price: string) => `Type the price once more first. It is ${price}.`,
  other: (typed: string, price: string) => `This is ${typed}; the sale says ${price}.`,
  live: "It is live",
  opens: (time: string, distance: string) => `Opens ${time}, ${distance}. It opens by itself.`,
  watch: "Watch live",
  page: "See the page",
  duplicate: "Duplicate…",
  away: "The shop did not answer. Ask again whether it is scheduled before trying once more.",
  published: "This sale is published already. What is changed in it is seen at once when it is saved.",
};

interface ReviewSheetProps {
  readonly sale: AdminSaleAnswer;
  /** What this page itself found: it knows the sales around. */
  readonly guards: readonly Guard[];
  readonly onPublished: (sale: AdminSaleAnswer) => void;
  readonly onDuplicate: () => void;
  readonly onClose: () => void;
}

/** Everything once more in words, the checks of the sale and of the shop, and then the one act. */
export function ReviewSheet(props: ReviewSheetProps) {
  return props.sale.status === "draft" ? <DraftReview {...props} /> : <PublishedReview {...props} />;
}

/** The page's own findings are stricter than the shop's in two things; the shop's checks tell the rest. */
function join(checks: readonly SaleCheck[], guards: readonly Guard[]): readonly (SaleCheck & { retryable: boolean })[] {
  const stricter = guards.filter(({ name, level }) => level === "block" && (name === "image" || name === "neighbours"));
  return checks.map((check) => ({
    retryable: false,
    ...check,
    ...(stricter.find(({ name }) => name === check.name) ?? {}),
  }));
}

function DraftReview({ sale, guards, onPublished, onClose }: ReviewSheetProps) {
  const preflight = usePreflight(sale.slug);
  const [retyped, setRetyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");

  const isAsking = preflight.asking === "all";
  const told = preflight.checks.length > 0 ? preflight.checks : guards;
  const checks = join(told, guards);
  const blocks = checks.filter(({ level }) => level === "block");
  const isStopped = blocks.some(({ retryable }) => !retryable);
  const price = formatMoney(sale.price);
  const reading = readMoney(retyped, sale.price.currency);
  const typed = reading.word === "amount" ? formatMoney({ minor: reading.minor, currency: sale.price.currency }) : "";
  const needsPrice = checks.some(({ confirm }) => confirm === "price");
  const isFree = !isStopped && isConfirmed(checks, price, typed);

  async function schedule(): Promise<void> {
    setBusy(true);
    setSaid("");
    try {
      const outcome = await fetchJson<PublishAnswer>(`/api/admin/sales/${sale.slug}/publish`, {
        method: "POST",
        body: {},
      });
      if (outcome.word === "answer") onPublished(outcome.data.sale);
      else {
        setSaid(outcome.word === "problem" ? outcome.problem.detail : words.away);
        await preflight.ask();
      }
    } catch {
      setSaid(words.away);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Modal
      open
      kind="drawer"
      title={words.title(sale.title)}
      onClose={onClose}
      actions={
        <div className={styles.foot}>
          <StatusLine label="Publishing">{said || describeStop(isStopped, blocks.length)}</StatusLine>
          <Button
            kind="solid"
            busy={busy || isAsking}
            unavailable={!isFree}
            onUnavailable={() => setSaid(isStopped ? words.blocked : words.confirmFirst(price))}
            onClick={() => void schedule()}
          >
            {blocks.length > 0 && !isStopped ? words.anyway : words.schedule}
          </Button>
        </div>
      }
    >
      <div className={styles.verdict}>
        <StatusLine label="Verdict">
          {isAsking ? (
            words.checking
          ) : (
            <Chip tone={blocks.length === 0 ? "ok" : "stop"} shape={blocks.length === 0 ? "solid" : "cross"}>
              {blocks.length === 0 ? words.ready : words.notReady}
            </Chip>
          )}
        </StatusLine>
        {preflight.at !== null && (
          <p className={styles.quiet}>{words.asOf(formatExactTime(Date.parse(preflight.at), sale.timeZone))}</p>
        )}
        <Button className={styles.small} busy={isAsking} onClick={() => void preflight.ask()}>
          {words.again}
        </Button>
      </div>
      {preflight.trouble !== null && <p role="alert">{preflight.trouble}</p>}
      <CheckList checks={checks} asking={preflight.asking} onRetry={(name) => void preflight.ask(name)} />
      {needsPrice && !isStopped && (
        <div className={styles.confirm}>
          {checks.flatMap(({ confirm, message }) => (confirm === "price" ? [<p key={message}>{message}</p>] : []))}
          <Labelled
            id="review-price"
            label={words.confirm}
            error={typed !== "" && typed !== price ? words.other(typed, price) : undefined}
          >
            {(control) => (
              <input
                {...control}
                type="text"
                inputMode="decimal"
                autoComplete="off"
                value={retyped}
                onChange={(event) => setRetyped(event.target.value)}
              />
            )}
          </Labelled>
        </div>
      )}
      <Values sale={sale} />
    </Modal>
  );
}

/** What stands beside the button before anybody presses it. */
function describeStop(isStopped: boolean, blocks: number): string {
  if (isStopped) return words.blocked;
  return blocks > 0 ? words.unsure : "";
}

function PublishedReview({ sale, onDuplicate, onClose }: ReviewSheetProps) {
  const { nowMs } = useEditor();
  const startsAtMs = Date.parse(sale.startsAt);
  const opens = words.opens(describeTime(sale.startsAt, sale.timeZone), describeDistance(nowMs, startsAtMs));
  return (
    <Modal open kind="drawer" title={words.title(sale.title)} onClose={onClose}>
      <StatusLine label="Publishing">
        <PhaseChip phase={sale.phase} paused={sale.status === "paused"} />{" "}
        {sale.phase === "scheduled" ? opens : sale.phase === "live" ? words.live : ""}
      </StatusLine>
      <div className={styles.links}>
        <ButtonLink kind="solid" href={`/admin/sales/${sale.slug}/live`}>
          {words.watch}
        </ButtonLink>
        <ButtonLink href={`/sales/${sale.slug}`}>{words.page}</ButtonLink>
        <Button onClick={onDuplicate}>{words.duplicate}</Button>
      </div>
      <p className={styles.quiet}>{words.published}</p>
      <Values sale={sale} />
    </Modal>
  );
}

/** Every value in words. */
function Values({ sale }: { readonly sale: AdminSaleAnswer }) {
  return (
    <section>
      <h3>{words.values}</h3>
      <dl className={styles.values}>
        {saleParts.map((part) => (
          <Value key={part} name={partNames[part]} lines={describePart(sale, part)} />
        ))}
      </dl>
    </section>
  );
}

function Value({ name, lines }: { readonly name: string; readonly lines: readonly string[] }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </dd>
    </>
  );
}
