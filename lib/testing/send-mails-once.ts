import { openMailTransport } from "../mail/open-transport";
import { defaultMailSender } from "../mail/ports";
import { sendMails } from "../mail/send-mails";
import { createPool } from "../platform/postgres";
import { plainAccountLinks } from "./plain-account-links";
import { plainReminderLinks } from "./plain-reminder-links";

// A worker's round of mails as a process of its own, so that a test can kill it: DATABASE_URL, SMTP_URL.

const pool = createPool({ url: process.env.DATABASE_URL ?? "", max: 2, applicationName: "send-mails-once" });
const transport = openMailTransport({ smtpUrl: process.env.SMTP_URL, dataDir: "" });
await sendMails({
  pool,
  transport,
  appOrigin: "https://shop.example",
  clockSpec: () => "+0",
  readSender: async () => defaultMailSender,
  reminderLinks: plainReminderLinks,
  accountLinks: plainAccountLinks,
  onFailure: () => undefined,
});
transport.close();
await pool.end();
