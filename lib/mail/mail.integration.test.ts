import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plainAccountLinks } from "../testing/plain-account-links";
import { plainReminderLinks } from "../testing/plain-reminder-links";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealSmtp, type RealSmtpOptions, type ReceivedMail, startRealSmtp } from "../testing/real-smtp";
import { defaultMailPace } from "./claim-mails";
import { openMailTransport } from "./open-transport";
import { defaultMailSender, type MailTransport } from "./ports";
import { queueMail } from "./queue-mail";
import { sendMails } from "./send-mails";

let database: TestDatabase;
let closing: (() => unknown)[] = [];
let failures: unknown[];

beforeEach(async () => {
  database = await createTestDatabase();
  failures = [];
});

afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  await database.drop();
});

async function openSmtp(options: RealSmtpOptions = {}): Promise<{ smtp: RealSmtp; transport: MailTransport }> {
  const smtp = await startRealSmtp(options);
  const transport = openMailTransport({ smtpUrl: smtp.url, dataDir: "" });
  closing.push(() => transport.close(), smtp.stop);
  return { smtp, transport };
}

async function queue(cause: string, recipient = "li@example.com"): Promise<void> {
  await database.pool.transaction((client) =>
    queueMail(client, { cause, kind: "test_mail", accountId: null, recipient, facts: { askedBy: "Ana" } }),
  );
}

const round = (transport: MailTransport, triesMax = defaultMailPace.triesMax, pool = database.pool) =>
  sendMails({
    pool,
    transport,
    appOrigin: "https://shop.example",
    clockSpec: () => "+0",
    readSender: async () => defaultMailSender,
    reminderLinks: plainReminderLinks,
    accountLinks: plainAccountLinks,
    onFailure: (error) => failures.push(error),
    pace: { ...defaultMailPace, triesMax },
  });

/** As if the time until the next try had passed. */
const makeDue = () => database.pool.query("UPDATE mails SET not_before = now() - interval '1 second'");

async function mails() {
  const { rows } = await database.pool.query<{
    cause: string;
    state: string;
    tries: number;
    error: string;
    wait: number;
    sent: boolean;
  }>(
    `SELECT cause, state, tries, error, extract(epoch FROM not_before - now())::float8 AS wait, sent_at IS NOT NULL AS sent
     FROM mails ORDER BY id`,
  );
  return rows;
}

describe("a mail", () => {
  it("goes to the mail server once for a cause, as text and HTML, and is recorded as sent", async () => {
    const { smtp, transport } = await openSmtp();
    await queue("test:1");
    await queue("test:1");
    expect(await round(transport)).toBe(1);
    expect(await round(transport)).toBe(0);
    expect(smtp.received).toMatchObject([{ from: "shop@localhost", to: ["li@example.com"] }]);
    const raw = smtp.received[0]?.raw ?? "";
    expect(raw).toMatch(/^From: Zerohour <shop@localhost>/m);
    expect(raw).toMatch(/^Subject: Test mail from your store/m);
    expect(raw).toMatch(/^Message-ID: <mail-1-[0-9a-f]{16}@shop\.example>/im);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(raw).toContain("text/plain");
    expect(raw).toContain("text/html");
    expect(await mails()).toMatchObject([{ state: "sent", sent: true, tries: 1, error: "" }]);
  });

  it("is not there when the transaction that gave the reason was rolled back", async () => {
    const failing = database.pool.transaction(async (client) => {
      const mail = { cause: "test:1", kind: "test_mail", accountId: null, facts: { askedBy: "Ana" } } as const;
      await queueMail(client, { ...mail, recipient: "li@example.com" });
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await mails()).toEqual([]);
  });

  it("lets no address add a recipient or a header", async () => {
    const { smtp, transport } = await openSmtp();
    await queue("test:1", "li@example.com, eve@evil.example");
    await queue("test:2", "li@example.com\r\nBcc: eve@evil.example");
    await round(transport);
    expect(smtp.received.flatMap(({ to }) => to)).not.toContain("eve@evil.example");
    expect(smtp.received.filter(({ raw }) => /^bcc:/im.test(raw))).toEqual([]);
  });

  it("goes out once although several workers look for it at the same moment", async () => {
    const { smtp, transport } = await openSmtp();
    for (let number = 0; number < 30; number += 1) await queue(`test:${number}`);
    const pools = [database.pool, database.openPool(), database.openPool()];
    for (let turn = 0; turn < 4; turn += 1) {
      await Promise.all(pools.map((pool) => round(transport, defaultMailPace.triesMax, pool)));
    }
    expect(smtp.received).toHaveLength(30);
    expect(new Set(smtp.received.map(({ messageId }) => messageId)).size).toBe(30);
  });
});

describe("a mail server", () => {
  it("that is away keeps nobody's mail: it is tried again, later each time, and goes out when it is back", async () => {
    const { smtp, transport } = await openSmtp();
    await smtp.stop();
    await queue("test:1");
    expect(await round(transport)).toBe(0);
    const [first] = await mails();
    expect(first).toMatchObject({ state: "waiting", tries: 1, error: expect.stringContaining("ECONNREFUSED") });
    expect(failures).toHaveLength(1);
    expect(await round(transport), "not before its time").toBe(0);
    await makeDue();
    await round(transport);
    const [second] = await mails();
    expect(second?.tries).toBe(2);
    expect(second?.wait ?? 0).toBeGreaterThan((first?.wait ?? 0) + 20);
    await smtp.start();
    await makeDue();
    expect(await round(transport)).toBe(1);
    expect(smtp.received).toHaveLength(1);
    expect(await mails()).toMatchObject([{ state: "sent", tries: 3, error: "" }]);
  });

  it("that stays away makes a mail fail after the named number of tries", async () => {
    const { smtp, transport } = await openSmtp();
    await smtp.stop();
    await queue("test:1");
    for (let turn = 1; turn <= 3; turn += 1) {
      expect(await round(transport, 3)).toBe(turn === 3 ? 1 : 0);
      await makeDue();
    }
    expect(await mails()).toMatchObject([{ state: "failed", tries: 3, sent: false }]);
    await smtp.start();
    expect(await round(transport, 3)).toBe(0);
    expect(smtp.received).toEqual([]);
  });

  it("that refuses an address or a message for good is not asked again; for now, it is", async () => {
    const { transport } = await openSmtp({
      onRecipient: (address) => (address.startsWith("nobody@") ? { code: 550, text: "no such mailbox" } : "take"),
      onMessage: ({ to }) => {
        if (to[0]?.startsWith("spam@")) return { code: 554, text: "this is spam" };
        return to[0]?.startsWith("slow@") ? { code: 451, text: "come back later" } : "take";
      },
    });
    for (const name of ["nobody", "spam", "slow", "li"]) await queue(name, `${name}@example.com`);
    expect(await round(transport)).toBe(3);
    expect(await mails()).toMatchObject([
      { cause: "nobody", state: "failed", tries: 1, error: expect.stringContaining("550") },
      { cause: "spam", state: "failed", tries: 1, error: expect.stringContaining("554") },
      { cause: "slow", state: "waiting", tries: 1, error: expect.stringContaining("451") },
      { cause: "li", state: "sent" },
    ]);
  });
});

describe("a worker that is killed between sending and recording", () => {
  it("leaves a mail that goes out again under the same name", async () => {
    const taken: ReceivedMail[] = [];
    let first = true;
    let heard: (() => void) | undefined;
    const hearing = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const { smtp, transport } = await openSmtp({
      async onMessage(mail) {
        taken.push(mail);
        if (!first) return "take";
        first = false;
        heard?.();
        // The server has the message, and the worker never hears so.
        return new Promise(() => undefined);
      },
    });
    await queue("test:1");
    const worker = spawn(process.execPath, ["--import", "tsx", "lib/testing/send-mails-once.ts"], {
      env: { ...process.env, DATABASE_URL: database.url, SMTP_URL: smtp.url },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const gone = new Promise((resolve) => worker.once("exit", (_code, signal) => resolve(signal)));
    await hearing;
    worker.kill("SIGKILL");
    expect(await gone).toBe("SIGKILL");
    expect(await mails()).toMatchObject([{ state: "waiting", tries: 1 }]);
    expect(await round(transport), "claimed until its next try").toBe(0);
    await makeDue();
    expect(await round(transport)).toBe(1);
    expect(taken.map(({ messageId }) => messageId)).toEqual([taken[0]?.messageId, taken[0]?.messageId]);
    expect(await mails()).toMatchObject([{ state: "sent", tries: 2 }]);
  });
});

describe("without a mail server", () => {
  it("mails become files that nobody else on the machine can read", async () => {
    const directory = await mkdtemp(join(tmpdir(), "zerohour-mail-"));
    closing.push(() => rm(directory, { recursive: true }));
    const transport = openMailTransport({ smtpUrl: undefined, dataDir: directory });
    await queue("test:1");
    expect(await round(transport)).toBe(1);
    expect(await readdir(join(directory, "mail"))).toEqual(["000001-test_mail.eml"]);
    const file = join(directory, "mail/000001-test_mail.eml");
    expect(await readFile(file, "utf8")).toMatch(/^To: li@example\.com\r$/m);
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect((await stat(join(directory, "mail"))).mode & 0o077).toBe(0);
  });
});
