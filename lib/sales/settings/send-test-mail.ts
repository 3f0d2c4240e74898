import { randomUUID } from "node:crypto";
import type { LogActor } from "../../log/ports";
import type { QueueMail } from "../../mail/ports";
import type { SettingsParts } from "./change-settings";
import { readSettings } from "./read-settings";

export interface TestMailParts extends SettingsParts {
  readonly queueMail: QueueMail;
}

export interface TestMailWish {
  readonly to: string;
  /** Who is named in the mail as having asked for it. */
  readonly askedBy: string;
}

/** Queues a mail with the sender of the settings. Each request sends one, since asking again is a way of trying. */
export function sendTestMail(parts: TestMailParts, wish: TestMailWish, actor: LogActor): Promise<{ from: string }> {
  const { to, askedBy } = wish;
  return parts.pool.transaction(async (client) => {
    const { mail } = await readSettings(client);
    await parts.queueMail(client, {
      kind: "test_mail",
      cause: `test_mail:${randomUUID()}`,
      accountId: null,
      recipient: to,
      facts: { askedBy },
    });
    const after = { to, from: mail.fromAddress };
    await parts.recordChange(client, { actor, verb: "test", object: "settings:mail", before: null, after });
    return { from: mail.fromAddress };
  });
}
