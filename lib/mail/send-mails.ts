import type { Pool } from "pg";
import { claimMails, type DueMail, defaultMailPace, type MailPace, recordFailure, recordSent } from "./claim-mails";
import type { MailSender, MailTransport } from "./ports";
import { type LetterParts, writeLetter } from "./write-letter";

export interface SendMailsParts extends LetterParts {
  readonly pool: Pool;
  readonly transport: MailTransport;
  /** The spec of the shop's clock, in which holds are measured. Mails themselves are paced by the real time. */
  readonly clockSpec: () => string;
  readonly readSender: () => Promise<MailSender>;
  /** Told of a try that failed and will be made again. */
  readonly onFailure: (error: unknown, mail: DueMail) => void;
  readonly pace?: MailPace;
}

/**
 * One round: the mails that are due, side by side but in order for each recipient, each at least once. Returns how many
 * are over, sent or given up. A mail server that is away is no failure of the worker: the mails stay and are tried at
 * growing distances.
 */
export async function sendMails(parts: SendMailsParts): Promise<number> {
  const pace = parts.pace ?? defaultMailPace;
  const due = await claimMails(parts.pool, pace, parts.clockSpec());
  if (due.length === 0) return 0;
  const sender = await parts.readSender();
  const over = await Promise.all(groupByRecipient(due).map((mails) => sendInOrder(parts, pace, sender, mails)));
  return over.reduce((sum, count) => sum + count, 0);
}

function groupByRecipient(due: readonly DueMail[]): readonly DueMail[][] {
  const groups = new Map<string, DueMail[]>();
  for (const mail of due) groups.set(mail.recipient, [...(groups.get(mail.recipient) ?? []), mail]);
  return [...groups.values()];
}

/** "Paid" before "refunded": whoever gets both reads them in this order. */
async function sendInOrder(
  parts: SendMailsParts,
  pace: MailPace,
  sender: MailSender,
  mails: readonly DueMail[],
): Promise<number> {
  let over = 0;
  for (const mail of mails) if (await sendOne(parts, pace, sender, mail)) over += 1;
  return over;
}

async function sendOne(parts: SendMailsParts, pace: MailPace, sender: MailSender, mail: DueMail): Promise<boolean> {
  const letter = writeLetter(mail, sender, parts);
  if (letter.word === "pointless") {
    await recordFailure(parts.pool, mail.id, letter.why, true);
    return true;
  }
  try {
    const done = await parts.transport.send(letter.letter, `${mail.id.padStart(6, "0")}-${mail.kind}`);
    if (done.word === "sent") await recordSent(parts.pool, mail.id);
    else await recordFailure(parts.pool, mail.id, done.why, true);
    return true;
  } catch (error) {
    const final = mail.tries >= pace.triesMax;
    await recordFailure(parts.pool, mail.id, error instanceof Error ? error.message : String(error), final);
    parts.onFailure(error, mail);
    return final;
  }
}
