"use client";

import { useId, useState } from "react";
import type { ApiKey, ApiKeyMadeAnswer } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { Notice } from "../../ui/notice";
import { type Column, DataTable } from "../ui/data-table";
import { ListBody } from "../ui/list-body";
import { Modal } from "../ui/modal";
import { Moment } from "../ui/moment";
import { useAdminChange } from "../ui/use-admin-change";
import { NewKeyForm } from "./new-key-form";
import styles from "./settings-page.module.css";
import { apiKeysPath, useApiKeys } from "./use-api-keys";

const words = {
  title: "API keys",
  about: "For scripts: sent as “Authorization: Bearer …”. A key may never do more than the account that made it.",
  make: "New key…",
  makeTitle: "A new API key",
  caption: "API keys, one a row",
  none: "No keys yet",
  noneMeaning: "Scripts that plan sales or fetch orders need one.",
  shownOnce: "This key is shown only now",
  shownOnceMeaning: "Copy it to where the script reads it. The shop keeps only its fingerprint.",
  copy: "Copy",
  copied: "Copied",
  done: "I have kept it",
  revoke: "Revoke…",
  revokeTitle: (name: string) => `Revoke “${name}”`,
  revokeMeaning:
    "Scripts that use this key are refused from now on. It cannot be brought back; make a new one instead.",
  revokeNow: "Revoke the key",
  revoked: (name: string) => `The key “${name}” is revoked.`,
  active: "Active",
  isRevoked: "Revoked",
  never: "Never",
};

/** Keys for scripts: made with the rights they need, shown once, revoked when in doubt. */
export function ApiKeysSection({ timeZone }: { readonly timeZone: string }) {
  const headingId = useId();
  const { answer, problem, unreachable, answeredAtMs, mutate } = useApiKeys();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<ApiKeyMadeAnswer | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const { busy, send } = useAdminChange();

  async function revoke(key: ApiKey): Promise<void> {
    const outcome = await send({
      key: "revoke",
      path: `${apiKeysPath}/${key.id}`,
      request: { method: "DELETE" },
      done: () => words.revoked(key.name),
    });
    if (outcome === null || outcome.word === "problem") return;
    setRevoking(null);
    void mutate();
  }

  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.intro}>
        <h2 id={headingId}>{words.title}</h2>
        <p className={styles.about}>{words.about}</p>
        <div className={styles.acts}>
          <Button onClick={() => setMaking(true)}>{words.make}</Button>
        </div>
      </div>
      <div className={styles.list}>
        <ListBody
          loading={answer === null}
          problem={problem}
          unreachable={unreachable}
          answeredAtMs={answeredAtMs}
          empty={
            answer?.keys.length === 0 ? (
              <Notice title={words.none}>
                <p>{words.noneMeaning}</p>
              </Notice>
            ) : null
          }
        >
          <DataTable
            caption={words.caption}
            columns={columnsOf(timeZone, setRevoking)}
            rows={answer?.keys ?? []}
            keyOf={(key) => String(key.id)}
          />
        </ListBody>
      </div>
      <Modal open={making} title={words.makeTitle} onClose={() => setMaking(false)}>
        <NewKeyForm
          onMade={(key) => {
            setMaking(false);
            setMade(key);
            void mutate();
          }}
        />
      </Modal>
      <Modal open={made !== null} title={words.shownOnce} onClose={() => setMade(null)}>
        {made !== null && <MadeKey made={made} onDone={() => setMade(null)} />}
      </Modal>
      <Modal
        open={revoking !== null}
        title={revoking === null ? "" : words.revokeTitle(revoking.name)}
        onClose={() => setRevoking(null)}
        actions={
          <Button kind="solid" busy={busy !== null} onClick={() => revoking !== null && void revoke(revoking)}>
            {words.revokeNow}
          </Button>
        }
      >
        <p>{words.revokeMeaning}</p>
      </Modal>
    </section>
  );
}

function MadeKey({ made, onDone }: { readonly made: ApiKeyMadeAnswer; readonly onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <p>{words.shownOnceMeaning}</p>
      <p className={styles.key} data-testid="api-key">
        {made.key}
      </p>
      <div className={styles.acts}>
        <Button
          onClick={() => {
            // A browser that refuses leaves the key to be marked by hand.
            navigator.clipboard.writeText(made.key).then(
              () => setCopied(true),
              () => setCopied(false),
            );
          }}
        >
          {words.copy}
        </Button>
        <Button kind="solid" onClick={onDone}>
          {words.done}
        </Button>
        <span role="status">{copied && words.copied}</span>
      </div>
    </>
  );
}

function columnsOf(timeZone: string, onRevoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
  return [
    { key: "name", title: "Name", isHeader: true, render: ({ name }) => name },
    { key: "prefix", title: "Begins with", render: ({ prefix }) => <code>{prefix}…</code> },
    { key: "scopes", title: "May", render: ({ scopes }) => scopes.join(", ") },
    { key: "owner", title: "Made by", render: ({ owner }) => owner.name },
    {
      key: "used",
      title: "Last used",
      render: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : <Moment at={lastUsedAt} timeZone={timeZone} />),
    },
    {
      key: "state",
      title: "State",
      render: (key) =>
        key.revokedAt === null ? (
          <Button kind="quiet" aria-label={words.revokeTitle(key.name)} onClick={() => onRevoke(key)}>
            {words.revoke}
          </Button>
        ) : (
          <Chip tone="stop" shape="cross">
            {words.isRevoked}
          </Chip>
        ),
    },
  ];
}
