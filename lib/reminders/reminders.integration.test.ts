import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAttemptLimit } from "../accounts/attempt-limit";
import { createTokenKeys } from "../accounts/tokens/keys";
import { openReminderLink, signReminderLink } from "../accounts/tokens/reminder-link";
import type { SaleSnapshot } from "../domain";
import { openMailTransport } from "../mail/open-transport";
import { defaultMailSender } from "../mail/ports";
import { queueReminderMails } from "../mail/queue-reminder-mails";
import { sendMails } from "../mail/send-mails";
import { type AdjustableClock, createClock } from "../platform/clock";
import { readSaleBySlug } from "../sales/read-sales";
import { createAccount, createSale, type SaleWish } from "../testing/factories";
import { plainAccountLinks } from "../testing/plain-account-links";
import { plainReminderLinks } from "../testing/plain-reminder-links";
import { readMail } from "../testing/read-mail";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { type RealSmtp, type ReceivedMail, startRealSmtp } from "../testing/real-smtp";
import { createReminders } from "./create-reminders";
import { forgetReminders } from "./forget-reminders";
import type { Reminders } from "./ports";
import { tellCancellations } from "./tell-cancellations";
import { remindOfStarts, type TellParts, tellMoves } from "./tell-starts";

const minuteMs = 60_000;
const openedAtMs = Date.UTC(2026, 10, 27, 9);
const keys = createTokenKeys("a secret of this shop, used only in tests");

let database: TestDatabase;
let clock: AdjustableClock;
let reminders: Reminders;
let telling: TellParts;
let smtp: RealSmtp;
let closing: (() => unknown)[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  clock = createClock();
  clock.adjust(`=${openedAtMs}`);
  reminders = openReminders();
  telling = { pool: database.pool, clockSpec: () => clock.spec(), queueReminderMails };
  smtp = await startRealSmtp();
  closing = [smtp.stop, () => database.drop()];
});

afterEach(async () => {
  for (const close of closing) await close();
});

function openReminders(perNetworkMax = 100): Reminders {
  const limit = (max: number) => createAttemptLimit({ max, windowMs: 10 * minuteMs });
  return createReminders({
    pool: database.pool,
    clock,
    queueReminderMails,
    openLink: (purpose, token) => openReminderLink(keys, purpose, token),
    limits: { perAccount: limit(100), perNetwork: limit(perNetworkMax) },
  });
}

async function makeSale(startsInMs = 60 * minuteMs, wish: SaleWish = {}): Promise<SaleSnapshot> {
  const startsAtMs = clock.nowMs() + startsInMs;
  const { slug } = await createSale(database.pool, {
    timeZone: "Europe/Berlin",
    startsAtMs,
    endsAtMs: startsAtMs + 30 * minuteMs,
    ...wish,
  });
  return snapshotOf(slug);
}

async function snapshotOf(slug: string): Promise<SaleSnapshot> {
  const record = await readSaleBySlug(database.pool, slug);
  if (record === null) throw new Error(`no sale ${slug}`);
  return record.snapshot;
}

const pass = (ms: number) => clock.adjust(`=${clock.nowMs() + ms}`);

const moveStart = (sale: SaleSnapshot, toMs: number) =>
  database.pool.query(
    `UPDATE sales SET starts_at = to_timestamp($2 / 1000.0), ends_at = to_timestamp($2 / 1000.0) + interval '30 minutes',
       version = version + 1 WHERE id = $1`,
    [sale.id, toMs],
  );

async function cancel(sale: SaleSnapshot): Promise<void> {
  await database.pool.query(
    "UPDATE sales SET status = 'cancelled', cancel_reason = 'A fault.', version = version + 1 WHERE id = $1",
    [sale.id],
  );
  await database.pool.query(
    "INSERT INTO sale_notices (sale_id, kind, reason, at) VALUES ($1, 'cancelled', 'A fault.', shop_now($2))",
    [sale.id, clock.spec()],
  );
}

/** One round of the worker's. */
async function round(): Promise<number> {
  return (await remindOfStarts(telling)) + (await tellMoves(telling)) + (await tellCancellations(telling));
}

async function mailsTo(address: string): Promise<readonly string[]> {
  const sql = "SELECT kind FROM mails WHERE recipient = $1 ORDER BY id";
  const { rows } = await database.pool.query<{ kind: string }>(sql, [address]);
  return rows.map(({ kind }) => kind);
}

/** The token of a reminder's link, as its mail would carry it. */
async function linkOf(purpose: "confirm" | "stop", email: string): Promise<string> {
  const sql = "SELECT unsubscribe_token AS name FROM reminders WHERE email = $1";
  const { rows } = await database.pool.query<{ name: string }>(sql, [email]);
  if (rows[0] === undefined) throw new Error(`no reminder of ${email}`);
  return signReminderLink(keys, purpose, rows[0].name);
}

/** Sends what is due over SMTP and returns all that the server took. */
async function send(): Promise<readonly ReceivedMail[]> {
  const transport = openMailTransport({ smtpUrl: smtp.url, dataDir: "" });
  await sendMails({
    pool: database.pool,
    transport,
    appOrigin: "https://shop.example",
    clockSpec: () => clock.spec(),
    readSender: async () => defaultMailSender,
    reminderLinks: plainReminderLinks,
    accountLinks: plainAccountLinks,
    onFailure: (error) => {
      throw error;
    },
  });
  transport.close();
  return smtp.received;
}

/** What the server took for an address, as its owner reads it. */
const readBy = (received: readonly ReceivedMail[], address: string) =>
  Promise.all(received.filter(({ to }) => to.includes(address)).map(({ raw }) => readMail(raw)));

describe("an account", () => {
  it("is reminded at its own address, once, ten minutes before the start and not before", async () => {
    const sale = await makeSale();
    const ana = await createAccount(database.pool);
    expect(await reminders.readForAccount(sale, ana.id)).toMatchObject({ state: "off", email: ana.email });
    const remindAt = new Date(sale.startsAtMs - 10 * minuteMs).toISOString();
    for (let times = 0; times < 2; times += 1) {
      expect(await reminders.setForAccount(sale, ana.id)).toEqual({
        word: "set",
        reminder: { state: "on", channel: "email", email: ana.email, remindAt },
      });
    }
    pass(50 * minuteMs - 1);
    expect(await round()).toBe(0);
    pass(1);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    expect(await mailsTo(ana.email)).toEqual(["reminder_due"]);
    expect((await reminders.listForAccount(ana.id)).reminders).toMatchObject([{ slug: sale.slug, sent: true }]);
    expect((await reminders.listForAccount((await createAccount(database.pool)).id)).reminders).toEqual([]);
  });

  it("is reminded at once when the start is near, and not of what has begun, is over or was called off", async () => {
    const ana = await createAccount(database.pool);
    const near = await makeSale(3 * minuteMs);
    await reminders.setForAccount(near, ana.id);
    expect(await round()).toBe(1);
    pass(3 * minuteMs);
    expect(await reminders.setForAccount(near, ana.id)).toEqual({ word: "not_upcoming", phase: "live" });
    expect((await reminders.listForAccount(ana.id)).reminders).toEqual([]);
    const later = await makeSale();
    await cancel(later);
    expect(await reminders.setForAccount(await snapshotOf(later.slug), ana.id)).toEqual({
      word: "not_upcoming",
      phase: "cancelled",
    });
    // Called off since this process last heard of it.
    expect(await reminders.setForAccount(later, ana.id)).toMatchObject({ word: "not_upcoming" });
  });

  it("hears nothing more once it has removed the reminder, also of a mail that was written before", async () => {
    const sale = await makeSale(5 * minuteMs);
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    expect(await round()).toBe(1);
    await reminders.removeForAccount(sale.id, ana.id);
    expect(await reminders.readForAccount(sale, ana.id)).toMatchObject({ state: "off" });
    expect(await send()).toEqual([]);
    expect(await round()).toBe(0);
  });

  it("cannot touch another account's", async () => {
    const sale = await makeSale();
    const [ana, eve] = [await createAccount(database.pool), await createAccount(database.pool)];
    await reminders.setForAccount(sale, ana.id);
    await reminders.removeForAccount(sale.id, eve.id);
    expect(await reminders.readForAccount(sale, ana.id)).toMatchObject({ state: "on" });
    expect(await reminders.readForAccount(sale, eve.id)).toMatchObject({ state: "off" });
  });
});

describe("an address without an account", () => {
  it("hears only a question until it says yes by the link, then as an account does", async () => {
    const sale = await makeSale();
    const asked = await reminders.askAddress(sale, "Li@Example.com", "203.0.113.7");
    expect(asked).toMatchObject({ word: "asked", reminder: { state: "unconfirmed", email: "li@example.com" } });
    pass(55 * minuteMs);
    expect(await round(), "nobody said yes yet").toBe(0);
    const link = await linkOf("confirm", "li@example.com");
    expect(await reminders.look("confirm", link)).toMatchObject({ word: "found", reminder: { confirmed: false } });
    expect(await reminders.confirm(link)).toBe("confirmed");
    expect(await reminders.confirm(link)).toBe("confirmed");
    expect(await round()).toBe(1);
    expect(await mailsTo("li@example.com")).toEqual(["reminder_confirm", "reminder_due"]);
  });

  it("is asked once per sale, whoever types it and however often at once, and the answers are all alike", async () => {
    const sale = await makeSale();
    const ask = () => reminders.askAddress(sale, "li@example.com", "203.0.113.7");
    const first = await ask();
    const answers = await Promise.all(Array.from({ length: 8 }, ask));
    await reminders.confirm(await linkOf("confirm", "li@example.com"));
    answers.push(await ask());
    for (const answer of answers) expect(answer).toEqual(first);
    expect(await mailsTo("li@example.com")).toEqual(["reminder_confirm"]);
  });

  it("gets no more than five questions at a time over all sales, and answers that do not tell", async () => {
    const sales = await Promise.all(Array.from({ length: 8 }, () => makeSale()));
    const words = await Promise.all(
      sales.map(async (sale) => (await reminders.askAddress(sale, "victim@example.com", null)).word),
    );
    expect(words).toEqual(sales.map(() => "asked"));
    expect(await mailsTo("victim@example.com")).toHaveLength(5);
    // The limit is the address's own: another one is asked.
    const [sale] = sales;
    if (sale !== undefined) await reminders.askAddress(sale, "li@example.com", null);
    expect(await mailsTo("li@example.com")).toHaveLength(1);
  });

  it("is not asked for a network that asked too often, while others may", async () => {
    reminders = openReminders(2);
    const sale = await makeSale();
    const words = [];
    for (const name of ["a", "b", "c"]) {
      words.push((await reminders.askAddress(sale, `${name}@example.com`, "203.0.113.7")).word);
    }
    expect(words).toEqual(["asked", "asked", "throttled"]);
    expect(await mailsTo("c@example.com")).toEqual([]);
    expect((await reminders.askAddress(sale, "c@example.com", "198.51.100.9")).word).toBe("asked");
  });

  it("that did not answer within a day is forgotten and may be asked again", async () => {
    const sale = await makeSale();
    await reminders.askAddress(sale, "li@example.com", null);
    const link = await linkOf("confirm", "li@example.com");
    await database.pool.query("UPDATE reminders SET created_at = now() - interval '24 hours 1 second'");
    expect(await reminders.look("confirm", link)).toEqual({ word: "gone" });
    expect(await reminders.confirm(link)).toBe("gone");
    await reminders.askAddress(sale, "li@example.com", null);
    expect(await mailsTo("li@example.com")).toEqual(["reminder_confirm", "reminder_confirm"]);
    expect(await reminders.confirm(link), "the old link").toBe("gone");
  });

  it("becomes the account's when its owner signs in and sets the same, without a second mail", async () => {
    const sale = await makeSale(5 * minuteMs);
    const ana = await createAccount(database.pool);
    await reminders.askAddress(sale, ana.email, null);
    await reminders.setForAccount(sale, ana.id);
    expect(await round()).toBe(1);
    expect(await mailsTo(ana.email)).toEqual(["reminder_confirm", "reminder_due"]);
  });
});

describe("a link", () => {
  it("that we did not sign, or signed for the other button, does nothing", async () => {
    const sale = await makeSale();
    await reminders.askAddress(sale, "li@example.com", null);
    const [confirm, stop] = [await linkOf("confirm", "li@example.com"), await linkOf("stop", "li@example.com")];
    const others = createTokenKeys("a secret of another shop, not of this one");
    const forged = signReminderLink(others, "confirm", "AAAAAAAAAAAAAAAAAAAAAA");
    for (const token of [stop, forged, `${confirm.slice(0, -1)}_`, "", "AAAAAAAAAAAAAAAAAAAAAA"]) {
      expect(await reminders.confirm(token), token).toBe("invalid");
    }
    expect(await reminders.stop(confirm)).toBe("invalid");
    expect(await reminders.look("confirm", confirm)).toMatchObject({ reminder: { confirmed: false } });
  });

  it("stops the reminder once and for all, also when it is followed twice", async () => {
    const sale = await makeSale(5 * minuteMs);
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    const link = await linkOf("stop", ana.email);
    expect(await reminders.look("stop", link)).toMatchObject({ word: "found" });
    expect(await round(), "looking changes nothing").toBe(1);
    expect(await reminders.stop(link)).toBe("stopped");
    expect(await reminders.stop(link)).toBe("stopped");
    expect(await reminders.look("stop", link)).toEqual({ word: "gone" });
    await moveStart(sale, clock.nowMs() + 90 * minuteMs);
    expect(await round()).toBe(0);
  });
});

describe("a start that is moved", () => {
  it("is told once with both times, and is reminded of when it comes", async () => {
    const sale = await makeSale();
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    await moveStart(sale, sale.startsAtMs + 60 * minuteMs);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    const [told] = await send();
    expect(await readMail(told?.raw ?? "")).toContain("It was November 27 at 11:00 GMT+1.");
    expect(told?.raw).toContain("Subject: ");
    pass(110 * minuteMs);
    expect(await round()).toBe(1);
    expect(await mailsTo(ana.email)).toEqual(["reminder_moved", "reminder_due"]);
  });

  it("into the next minutes is told by the reminder itself", async () => {
    const sale = await makeSale();
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    await moveStart(sale, clock.nowMs() + 5 * minuteMs);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    const [told] = await send();
    expect(await readMail(told?.raw ?? "")).toContain("The store moved the start; it was November 27 at 11:00 GMT+1.");
    expect(await mailsTo(ana.email)).toEqual(["reminder_due"]);
  });

  it("after the reminder went out is told, and reminded of again only if it went away far enough", async () => {
    const sale = await makeSale(8 * minuteMs);
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    await round();
    await moveStart(sale, clock.nowMs() + 9 * minuteMs);
    await round();
    await round();
    expect(await mailsTo(ana.email)).toEqual(["reminder_due", "reminder_moved"]);
    await moveStart(sale, clock.nowMs() + 60 * minuteMs);
    await round();
    pass(55 * minuteMs);
    await round();
    expect(await mailsTo(ana.email)).toEqual(["reminder_due", "reminder_moved", "reminder_moved", "reminder_due"]);
  });

  it("there and back before anybody looked is not told at all", async () => {
    const sale = await makeSale();
    await reminders.setForAccount(sale, (await createAccount(database.pool)).id);
    await moveStart(sale, sale.startsAtMs + minuteMs);
    await moveStart(sale, sale.startsAtMs);
    expect(await round()).toBe(0);
  });

  it("is not told to who confirmed after it, nor of the demo's sales, which are held again", async () => {
    const sale = await makeSale();
    await reminders.askAddress(sale, "li@example.com", null);
    await moveStart(sale, sale.startsAtMs + 60 * minuteMs);
    await reminders.confirm(await linkOf("confirm", "li@example.com"));
    const demo = await makeSale(60 * minuteMs, { demo: true });
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(demo, ana.id);
    await moveStart(demo, demo.startsAtMs + 60 * minuteMs);
    expect(await round()).toBe(0);
  });
});

describe("the mails of a reminder", () => {
  it("speak the language of the page it was set on, where the account chose none", async () => {
    const sale = await makeSale();
    const [ana, ben, eve] = await Promise.all([1, 2, 3].map(() => createAccount(database.pool)));
    if (ana === undefined || ben === undefined || eve === undefined) throw new Error("no accounts");
    await database.pool.query("UPDATE accounts SET locale = 'zh' WHERE id = $1", [ben.id]);
    await reminders.askAddress(sale, "li@example.com", null, "zh");
    await reminders.setForAccount(sale, ana.id, "zh");
    await reminders.setForAccount(sale, ben.id, "en");
    await reminders.setForAccount(sale, eve.id);
    await cancel(sale);
    await round();
    const received = await send();
    for (const { email } of [ana, ben]) {
      expect(await readBy(received, email)).toEqual([expect.stringContaining("不会开抢")]);
      expect(await readBy(received, email)).toEqual([
        expect.stringContaining(`https://shop.example/zh/sales/${sale.slug}`),
      ]);
    }
    expect(await readBy(received, eve.email)).toEqual([expect.stringContaining("It will not open.")]);
  });

  it("of an address lead to the pages of its language", async () => {
    const sale = await makeSale();
    await reminders.askAddress(sale, "li@example.com", null, "zh");
    const asked = await readBy(await send(), "li@example.com");
    expect(asked).toEqual([expect.stringContaining("https://shop.example/zh/reminders/confirm?token=")]);
    await reminders.confirm(await linkOf("confirm", "li@example.com"));
    pass(55 * minuteMs);
    await round();
    const [, reminded = ""] = await readBy(await send(), "li@example.com");
    expect(reminded).toContain("https://shop.example/zh/reminders/stop?token=");
    expect(reminded).toMatch(/^List-Unsubscribe: <[^>]*&locale=zh>/im);
  });
});

describe("a sale that is cancelled", () => {
  it("before it began is told to all who waited, and forgets them", async () => {
    const sale = await makeSale();
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    await reminders.askAddress(sale, "li@example.com", null);
    await cancel(sale);
    expect(await round()).toBe(2);
    expect(await round()).toBe(0);
    expect(await mailsTo(ana.email)).toEqual(["reminder_cancelled"]);
    expect(await mailsTo("li@example.com"), "never said yes").toEqual(["reminder_confirm"]);
    const received = await send();
    const [told] = await readBy(received, ana.email);
    expect(told).toContain("The store says: A fault.");
    // The question to the other one is pointless now.
    expect(received).toHaveLength(1);
    expect((await database.pool.query("SELECT 1 FROM reminders")).rowCount).toBe(0);
  });

  it("after it began is not told: who bought hears with the order", async () => {
    const sale = await makeSale(5 * minuteMs);
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    await round();
    pass(6 * minuteMs);
    await cancel(sale);
    expect(await round()).toBe(1);
    expect(await mailsTo(ana.email)).toEqual(["reminder_due"]);
  });
});

describe("the mails", () => {
  it("carry the calendar file and what mail programs need for their own button", async () => {
    const sale = await makeSale(5 * minuteMs, { title: "Aurora lamp" });
    await reminders.setForAccount(sale, (await createAccount(database.pool)).id);
    await round();
    const [mail] = await send();
    const read = await readMail(mail?.raw ?? "");
    const names = mail?.raw.replaceAll(/\r?\n[ \t]+/g, " ");
    expect(read).toMatch(/^List-Unsubscribe: <https:\/\/shop\.example\/api\/reminders\/stop\?token=[\w-]+>/im);
    expect(read).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im);
    expect(names).toMatch(/text\/calendar; charset=utf-8; method=PUBLISH/i);
    expect(names).toContain(`${sale.slug}.ics`);
    expect(read).toContain("https://shop.example/reminders/stop?token=");
    expect(read).toContain("November 27 at 10:05 GMT+1");
  });

  it("are written once however many workers look, a batch at a time", async () => {
    const sale = await makeSale(5 * minuteMs);
    for (let count = 0; count < 25; count += 1) {
      await reminders.setForAccount(sale, (await createAccount(database.pool)).id);
    }
    const pools = [database.pool, database.openPool(), database.openPool()];
    let taken = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      const counts = await Promise.all(pools.map((pool) => remindOfStarts({ ...telling, pool, batchMax: 4 })));
      taken += counts.reduce((sum, count) => sum + count, 0);
    }
    expect(taken).toBe(25);
    const { rows } = await database.pool.query("SELECT count(*)::int AS mails FROM mails WHERE kind = 'reminder_due'");
    expect(rows).toEqual([{ mails: 25 }]);
  });

  it("would be written twice by workers that look first and mark later, which the same count shows", async () => {
    const sale = await makeSale(5 * minuteMs);
    for (let count = 0; count < 5; count += 1) {
      await reminders.setForAccount(sale, (await createAccount(database.pool)).id);
    }
    const pools = [database.pool, database.openPool()];
    const sql = `SELECT id, account_id AS "accountId", sale_id AS "saleId", email AS recipient, unsubscribe_token AS reminder
      FROM reminders WHERE sent_at IS NULL`;
    const looks = await Promise.all(pools.map((pool) => pool.query(sql)));
    for (const [worker, { rows }] of looks.entries()) {
      const mails = rows.map(({ id, reminder, ...mail }) => ({
        ...mail,
        cause: `${id}:${worker}`,
        facts: { reminder },
      }));
      await database.pool.transaction((client) => queueReminderMails(client, "reminder_due", mails));
    }
    const { rows } = await database.pool.query("SELECT count(*)::int AS mails FROM mails WHERE kind = 'reminder_due'");
    expect(rows).toEqual([{ mails: 10 }]);
  });

  it("are not written by a round that dies, and are by the next: a reminder is not lost with its worker", async () => {
    const sale = await makeSale(5 * minuteMs);
    const ana = await createAccount(database.pool);
    await reminders.setForAccount(sale, ana.id);
    const dying = remindOfStarts({
      ...telling,
      queueReminderMails: async (...call) => {
        await queueReminderMails(...call);
        throw new Error("the worker died");
      },
    });
    await expect(dying).rejects.toThrow("the worker died");
    expect(await mailsTo(ana.email)).toEqual([]);
    expect(await round()).toBe(1);
    expect(await mailsTo(ana.email)).toEqual(["reminder_due"]);
  });
});

describe("addresses", () => {
  it("are forgotten a day after the start, and at once with the account", async () => {
    const sale = await makeSale(5 * minuteMs);
    const [ana, li] = [await createAccount(database.pool), await createAccount(database.pool)];
    await reminders.setForAccount(sale, ana.id);
    await reminders.setForAccount(sale, li.id);
    pass(24 * 60 * minuteMs);
    expect(await forgetReminders(database.pool, clock.spec())).toBe(0);
    await database.pool.query("DELETE FROM accounts WHERE id = $1", [li.id]);
    expect((await database.pool.query("SELECT account_id FROM reminders")).rows).toEqual([{ account_id: ana.id }]);
    pass(6 * minuteMs);
    expect(await forgetReminders(database.pool, clock.spec())).toBe(1);
  });
});
