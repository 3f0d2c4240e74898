"use client";

import { useState } from "react";
import { type AdminUser, levelMax, type Role, roles } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Chip } from "../../ui/chip";
import { useAdminAccount } from "../frame/admin-account";
import styles from "../ui/form.module.css";
import { Labelled } from "../ui/labelled";
import { ListBody } from "../ui/list-body";
import { Modal } from "../ui/modal";
import { Moment } from "../ui/moment";
import { useAdminChange } from "../ui/use-admin-change";
import { roleWords } from "./role-words";
import { adminUserPath, useAdminUser } from "./use-admin-users";

const words = {
  title: "Account",
  email: "E-mail",
  orders: "Orders",
  since: "Since",
  seen: "Last seen",
  ordersOf: (count: number) => (count === 1 ? "1 order" : `${count} orders`),
  rights: "Rights",
  role: "Role",
  level: "Loyalty level",
  levelHint: `0 to ${levelMax}. Sales may ask for a least level.`,
  levelError: `Write a whole number from 0 to ${levelMax}.`,
  ownRole: "You cannot change your own role. Ask another administrator.",
  save: "Save the rights",
  saved: (name: string) => `The rights of ${name} are saved.`,
  suspension: "Suspension",
  suspendMeaning: (name: string) =>
    `${name} is signed out everywhere within a second, can neither sign in nor buy, and is told so by e-mail. ` +
    "Paid orders stay; holds run out.",
  reason: "Reason",
  reasonHint: "The account's owner reads it.",
  needsReason: "Write a reason.",
  suspend: "Suspend the account",
  suspended: (name: string) => `${name} is suspended.`,
  isSuspended: (reason: string | null) => (reason === null || reason === "" ? "Suspended." : `Suspended: ${reason}`),
  restore: "Lift the suspension",
  restored: (name: string) => `${name} may sign in again.`,
  own: "You cannot suspend yourself.",
};

interface UserDrawerProps {
  readonly userId: string | null;
  readonly timeZone: string;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** One account beside the list: its facts, its rights, and whether it may enter. */
export function UserDrawer({ userId, timeZone, onClose, onChanged }: UserDrawerProps) {
  const { answer, problem, unreachable, answeredAtMs, mutate } = useAdminUser(userId);
  return (
    <Modal open={userId !== null} title={answer?.name ?? words.title} onClose={onClose} kind="drawer">
      <ListBody
        loading={answer === null}
        problem={problem}
        unreachable={unreachable}
        answeredAtMs={answeredAtMs}
        empty={null}
      >
        {answer !== null && (
          <UserParts
            // After a change the forms begin anew from what is stored.
            key={`${answer.id} ${answer.role} ${answer.level} ${answer.suspended}`}
            user={answer}
            timeZone={timeZone}
            onChanged={() => {
              void mutate();
              onChanged();
            }}
          />
        )}
      </ListBody>
    </Modal>
  );
}

interface UserPartsProps {
  readonly user: AdminUser;
  readonly timeZone: string;
  readonly onChanged: () => void;
}

function UserParts({ user, timeZone, onChanged }: UserPartsProps) {
  return (
    <>
      <dl className={styles.pairs}>
        <dt>{words.email}</dt>
        <dd>{user.email}</dd>
        <dt>{words.orders}</dt>
        <dd>
          <a href={`/admin/orders?q=${encodeURIComponent(user.email)}`}>{words.ordersOf(user.orders)}</a>
        </dd>
        <dt>{words.since}</dt>
        <dd>
          <Moment at={user.createdAt} timeZone={timeZone} />
        </dd>
        {user.lastSeenAt !== null && (
          <>
            <dt>{words.seen}</dt>
            <dd>
              <Moment at={user.lastSeenAt} timeZone={timeZone} />
            </dd>
          </>
        )}
      </dl>
      <RightsForm user={user} onChanged={onChanged} />
      <SuspensionForm user={user} onChanged={onChanged} />
    </>
  );
}

type FormProps = Omit<UserPartsProps, "timeZone">;

function RightsForm({ user, onChanged }: FormProps) {
  const isSelf = useAdminAccount().id === user.id;
  const [role, setRole] = useState<Role>(user.role);
  const [level, setLevel] = useState(String(user.level));
  const { busy, send } = useAdminChange();
  const isLevel = /^\d{1,7}$/.test(level) && Number(level) <= levelMax;

  async function save(): Promise<void> {
    if (!isLevel) return;
    const change = {
      ...(role === user.role ? {} : { role }),
      ...(Number(level) === user.level ? {} : { level: Number(level) }),
    };
    await send<AdminUser>({
      key: "rights",
      path: adminUserPath(user.id),
      request: { method: "PATCH", body: change },
      done: () => words.saved(user.name),
    });
    onChanged();
  }

  const isChanged = role !== user.role || Number(level) !== user.level;
  return (
    <form
      noValidate
      className={styles.section}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3>{words.rights}</h3>
      <Labelled
        id="user-role"
        label={words.role}
        hint={roleWords[role].meaning}
        lock={isSelf ? words.ownRole : undefined}
      >
        {(control) => (
          <select
            {...control}
            aria-disabled={isSelf || undefined}
            value={role}
            onChange={(event) => {
              const wish = roles.find((known) => known === event.target.value);
              if (wish !== undefined && !isSelf) setRole(wish);
            }}
          >
            {roles.map((key) => (
              <option key={key} value={key}>
                {roleWords[key].title}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled
        id="user-level"
        label={words.level}
        hint={words.levelHint}
        error={isLevel ? undefined : words.levelError}
      >
        {(control) => (
          <input {...control} inputMode="numeric" value={level} onChange={(event) => setLevel(event.target.value)} />
        )}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" unavailable={!isChanged || !isLevel} busy={busy !== null}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}

function SuspensionForm({ user, onChanged }: FormProps) {
  const isSelf = useAdminAccount().id === user.id;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const { busy, send } = useAdminChange();

  async function act(verb: "suspend" | "restore"): Promise<void> {
    setTried(true);
    if (verb === "suspend" && reason.trim() === "") return;
    await send<AdminUser>({
      key: verb,
      path: `${adminUserPath(user.id)}/${verb}`,
      request: { method: "POST", body: verb === "suspend" ? { reason: reason.trim() } : {} },
      done: () => (verb === "suspend" ? words.suspended(user.name) : words.restored(user.name)),
    });
    onChanged();
  }

  if (isSelf) {
    return (
      <section className={styles.section}>
        <h3>{words.suspension}</h3>
        <p className={styles.quiet}>{words.own}</p>
      </section>
    );
  }
  if (user.suspended) {
    return (
      <section className={styles.section}>
        <h3>{words.suspension}</h3>
        <p>
          <Chip tone="stop" shape="cross">
            {words.isSuspended(user.suspendedReason)}
          </Chip>
        </p>
        <div className={styles.acts}>
          <Button busy={busy !== null} onClick={() => void act("restore")}>
            {words.restore}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <form
      noValidate
      className={styles.section}
      onSubmit={(event) => {
        event.preventDefault();
        void act("suspend");
      }}
    >
      <h3>{words.suspension}</h3>
      <p>{words.suspendMeaning(user.name)}</p>
      <Labelled
        id="suspend-reason"
        label={words.reason}
        hint={words.reasonHint}
        error={tried && reason.trim() === "" ? words.needsReason : undefined}
      >
        {(control) => (
          <input {...control} maxLength={300} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Labelled>
      <div className={styles.acts}>
        <Button type="submit" busy={busy !== null}>
          {words.suspend}
        </Button>
      </div>
    </form>
  );
}
