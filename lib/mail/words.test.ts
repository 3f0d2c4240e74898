import { describe, expect, it } from "vitest";
import { mailKinds } from "../domain";
import { plainAccountLinks } from "../testing/plain-account-links";
import { plainReminderLinks } from "../testing/plain-reminder-links";
import type { DueMail, MailOrder, MailSale } from "./claim-mails";
import { defaultMailSender } from "./ports";
import { type LetterParts, writeLetter } from "./write-letter";

const nowMs = Date.UTC(2026, 10, 27, 9, 0, 0);
const order: MailOrder = {
  id: "o1_abcdefghijklmnopqrstuv",
  number: 100_042,
  state: "reserved",
  amount: { minor: 7_900, currency: "EUR" },
  payByMs: nowMs + 600_000,
  nowMs,
  saleTitle: "Aurora <desk> lamp",
  saleSlug: "aurora-desk-lamp",
  timeZone: "Europe/Berlin",
  cancelReason: "The lamps were faulty.",
};

const sale: MailSale = {
  id: 7,
  slug: "aurora-desk-lamp",
  title: "Aurora <desk> lamp",
  status: "published",
  startsAtMs: nowMs + 600_000,
  endsAtMs: nowMs + 1_800_000,
  version: 3,
  price: { minor: 7_900, currency: "EUR" },
  cancelReason: "The lamps were faulty.",
  timeZone: "Europe/Berlin",
  nowMs,
};

const parts: LetterParts = {
  appOrigin: "https://shop.example",
  reminderLinks: plainReminderLinks,
  accountLinks: plainAccountLinks,
};

const mailOf = (wish: Partial<DueMail>): DueMail => ({
  id: "7",
  cause: "test",
  kind: "order_paid",
  recipient: "li@example.com",
  facts: {},
  locale: "en",
  tries: 1,
  order,
  sale,
  wanted: true,
  ...wish,
});

function write(wish: Partial<DueMail>) {
  const written = writeLetter(mailOf(wish), defaultMailSender, parts);
  if (written.word !== "letter") throw new Error(written.why);
  return written.letter;
}

const factsOf = (kind: DueMail["kind"]) =>
  kind === "test_mail"
    ? { askedBy: "Ana" }
    : {
        ...{ reason: "Said <so> & more.", reminder: "r1", toMs: sale.startsAtMs },
        ...{ linkId: "a1", expiresAtMs: Date.now() + 3_600_000 },
      };

/** What is the same in every language: names, links, zones, and the calendar entry's own. */
const names = /Zerohour|Aurora|desk|lamp|Ana|Said|so|more|The lamps were faulty|ZH-\d+|GMT\+1|https:\S+/g;

describe("a mail in Chinese", () => {
  it.each(mailKinds)("of kind %s says nothing in English", (kind) => {
    const { subject, text, html } = write({ kind, locale: "zh", facts: factsOf(kind) });
    expect(`${subject}\n${text}`.replaceAll(names, "")).not.toMatch(/[A-Za-z]{2}/);
    expect(html).toContain('<html lang="zh-CN">');
  });

  it("leads to the Chinese pages", () => {
    const links = mailKinds.flatMap((kind) => {
      const { text } = write({ kind, locale: "zh", facts: factsOf(kind) });
      return text.match(/https:\S+/g) ?? [];
    });
    expect(links.length).toBeGreaterThan(10);
    for (const link of links) expect(link).toMatch(/^https:\/\/shop\.example\/zh\//);
    const { oneClickUrl } = write({ kind: "reminder_due", locale: "zh", facts: factsOf("reminder_due") });
    expect(oneClickUrl).toBe("https://shop.example/api/reminders/stop?token=r1&locale=zh");
  });

  it("writes dates and amounts as Chinese does", () => {
    const { text } = write({ kind: "line_offered", locale: "zh" });
    expect(text).toContain("11月27日");
    expect(text).toContain("10:10");
    expect(text).toContain("€79");
    const dollars = { ...order, amount: { minor: 7_900, currency: "USD" } };
    expect(write({ kind: "order_paid", locale: "zh", order: dollars }).text).toContain("US$79");
  });

  it("would show English, which the same look finds", () => {
    expect(write({ kind: "order_paid" }).text.replaceAll(names, "")).toMatch(/[A-Za-z]{2}/);
  });
});

describe("the words of a mail", () => {
  it.each(mailKinds)("of kind %s say the same as text and as HTML, escaped, and end with the store's name", (kind) => {
    const letter = write({ kind, facts: factsOf(kind) });
    expect(letter.subject).not.toMatch(/[!\r\n]/);
    expect(letter.text).toMatch(/Zerohour\n$/);
    expect(letter.html).not.toMatch(/<desk>|<so>|undefined|null/);
    expect(letter.text).not.toMatch(/undefined|null|!/);
  });

  it("name order, amount and the way to it", () => {
    const { subject, text, html } = write({ kind: "order_paid" });
    expect(subject).toBe("ZH-100042 is paid: Aurora <desk> lamp");
    expect(text).toContain("€79");
    expect(text).toContain("https://shop.example/orders/o1_abcdefghijklmnopqrstuv");
    expect(html).toContain("Aurora &lt;desk&gt; lamp");
  });

  it("give the store's reason for a released hold, a suspension and a cancelled sale", () => {
    const facts = { reason: "You asked for it." };
    expect(write({ kind: "hold_released", facts }).text).toContain("You asked for it.");
    expect(write({ kind: "account_suspended", facts, order: null }).text).toContain("You asked for it.");
    expect(write({ kind: "sale_cancelled" }).text).toContain("The lamps were faulty.");
  });

  it("promise money back only to those who paid", () => {
    const unpaid = write({ kind: "sale_cancelled", order: { ...order, state: "cancelled" } });
    expect(unpaid.text).toContain("You were not charged.");
    const paid = write({ kind: "sale_cancelled", order: { ...order, state: "refunding" } });
    expect(paid.text).toContain("€79 go back");
  });

  it("say until when a returned unit waits, in the sale's zone, and nothing once it does not", () => {
    expect(write({ kind: "line_offered" }).text).toContain("10:10 GMT+1");
    for (const gone of [{ state: "expired" }, { state: "paid" }, { payByMs: nowMs }] as const) {
      const written = writeLetter(
        mailOf({ kind: "line_offered", order: { ...order, ...gone } }),
        defaultMailSender,
        parts,
      );
      expect(written.word).toBe("pointless");
    }
  });

  it("of a reminder carry the calendar file, and a way out that mail programs know, but for the one that asks", () => {
    for (const kind of ["reminder_due", "reminder_moved"] as const) {
      const letter = write({ kind, facts: factsOf(kind) });
      expect(letter.text).toContain("https://shop.example/reminders/stop?token=r1");
      expect(letter.oneClickUrl).toBe("https://shop.example/api/reminders/stop?token=r1");
      expect(letter.calendar?.content).toContain("SEQUENCE:3");
    }
    const asking = write({ kind: "reminder_confirm", facts: factsOf("reminder_confirm") });
    expect(asking).toMatchObject({ oneClickUrl: null, calendar: null });
    expect(asking.text).toContain("https://shop.example/reminders/confirm?token=r1");
    expect(asking.text).not.toContain("/stop");
    const last = write({ kind: "reminder_cancelled", facts: factsOf("reminder_cancelled"), wanted: false });
    expect(last.text).toContain("The lamps were faulty.");
    expect(write({}).oneClickUrl).toBeNull();
  });

  it("of a reminder are written only while they are true", () => {
    const over = { ...sale, nowMs: sale.endsAtMs };
    const open = { ...sale, nowMs: sale.startsAtMs };
    const cancelled: MailSale = { ...sale, status: "cancelled" };
    const again = { ...sale, startsAtMs: sale.startsAtMs + 60_000 };
    const wishes: readonly Partial<DueMail>[] = [
      { kind: "reminder_due", wanted: false },
      { kind: "reminder_due", sale: over },
      { kind: "reminder_due", sale: cancelled },
      { kind: "reminder_moved", sale: open },
      { kind: "reminder_moved", sale: again },
      { kind: "reminder_confirm", sale: open },
      { kind: "reminder_confirm", sale: null },
    ];
    for (const wish of wishes) {
      const mail = mailOf({ facts: factsOf("reminder_due"), ...wish });
      expect(writeLetter(mail, defaultMailSender, parts).word, JSON.stringify(wish)).toBe("pointless");
    }
    const late = write({ kind: "reminder_due", facts: factsOf("reminder_due"), sale: open });
    expect(late.subject).toBe("Aurora <desk> lamp has opened");
  });

  it("carry the link of an account, and say nothing once it has expired or the account is gone", () => {
    const facts = { linkId: "a1", expiresAtMs: Date.now() + 3_600_000 };
    expect(write({ kind: "password_reset", facts, order: null }).text).toContain("/reset-password?token=a1");
    expect(write({ kind: "email_verification", facts, order: null }).text).toContain("/verify-email?token=a1");
    for (const late of [
      mailOf({ kind: "password_reset", facts: { ...facts, expiresAtMs: Date.now() }, order: null }),
      mailOf({ kind: "order_refunded", recipient: "deleted-a1@deleted.invalid" }),
    ]) {
      expect(writeLetter(late, defaultMailSender, parts).word).toBe("pointless");
    }
  });

  it("have a name that stays the same from try to try and differs from cause to cause", () => {
    expect(write({ tries: 1 }).messageId).toBe(write({ tries: 5 }).messageId);
    expect(write({ cause: "another" }).messageId).not.toBe(write({}).messageId);
    expect(write({}).messageId).toMatch(/^<mail-7-[0-9a-f]{16}@shop\.example>$/);
  });
});
