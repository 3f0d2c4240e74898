"use client";

import { formatTime, zoneCity } from "../../../sale/format-wall-time";
import { Button } from "../../../ui/button";
import { Notice } from "../../../ui/notice";
import type { EditSession, Meeting } from "../edit-session";
import { useEditor } from "../editor-context";
import { describePart } from "../form/describe-part";
import { halfSale } from "../form/half-sale";
import { partNames, type SalePart } from "../form/part-names";
import { readForm } from "../form/read-form";
import styles from "./editor-page.module.css";

const words = {
  somebody: "Somebody else",
  saved: (who: string, at: string) => `${who} saved at ${at}`,
  choose: "You both changed the same. Choose what is kept; nothing of yours is stored until then.",
  taken: (parts: string) => `Taken over here: ${parts}.`,
  nothing: "Nothing here was touched by it.",
  mine: "Yours",
  theirs: (who: string) => `Of ${who}`,
  keepMine: "Keep mine",
  takeTheirs: "Take theirs",
  unread: "Not readable yet",
  dismiss: "Put away",
};

/** Somebody else stored the sale meanwhile: what it changed here, and what must be chosen. */
export function MeetingPanel({ meeting, session }: { readonly meeting: Meeting; readonly session: EditSession }) {
  const { storeZone } = useEditor();
  const who = meeting.who ?? words.somebody;
  const at = `${formatTime(Date.parse(meeting.at), storeZone)} ${zoneCity(storeZone)} time`;
  const names = meeting.taken.map((part) => partNames[part].toLowerCase()).join(", ");
  const isOpen = meeting.disputed.length > 0;
  return (
    <Notice
      title={words.saved(who, at)}
      tone="wait"
      role="alert"
      className={styles.meeting ?? ""}
      actions={!isOpen && <Button onClick={session.forgetMeeting}>{words.dismiss}</Button>}
    >
      {names !== "" && <p>{words.taken(names)}</p>}
      {isOpen ? <p>{words.choose}</p> : names === "" && <p>{words.nothing}</p>}
      {meeting.disputed.map((part) => (
        <Dispute key={part} part={part} who={who} meeting={meeting} session={session} />
      ))}
    </Notice>
  );
}

interface DisputeProps {
  readonly part: SalePart;
  readonly who: string;
  readonly meeting: Meeting;
  readonly session: EditSession;
}

function Dispute({ part, who, meeting, session }: DisputeProps) {
  const { form } = useEditor();
  const name = partNames[part];
  const isRead = readForm(form).fields[part] !== undefined;
  const mine = isRead ? describePart(halfSale(form), part) : [words.unread];
  const theirs = describePart(meeting.theirs, part);
  return (
    <section className={styles.dispute} aria-label={name}>
      <h3>{name}</h3>
      <div className={styles.sides}>
        <Side
          title={words.mine}
          lines={mine}
          act={`${words.keepMine}, ${name}`}
          label={words.keepMine}
          onChoose={() => session.choose(part, "mine")}
        />
        <Side
          title={words.theirs(who)}
          lines={theirs}
          act={`${words.takeTheirs}, ${name}`}
          label={words.takeTheirs}
          onChoose={() => session.choose(part, "theirs")}
        />
      </div>
    </section>
  );
}

interface SideProps {
  readonly title: string;
  readonly lines: readonly string[];
  readonly label: string;
  /** The button's name among those of other parts. */
  readonly act: string;
  readonly onChoose: () => void;
}

function Side({ title, lines, label, act, onChoose }: SideProps) {
  return (
    <div className={styles.side}>
      <h4>{title}</h4>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div>
        <Button aria-label={act} onClick={onChoose}>
          {label}
        </Button>
      </div>
    </div>
  );
}
