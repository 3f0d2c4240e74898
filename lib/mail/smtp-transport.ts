import { createTransport } from "nodemailer";
import { composeMail } from "./compose-mail";
import type { MailTransport } from "./ports";

/**
 * Together well under the first retry's distance, so that no mail is tried twice at once. The socket's counts from the
 * last byte, and a server may think about a message for a while.
 */
const connectMs = 5_000;
const greetingMs = 5_000;
const silenceMs = 10_000;
const connectionsMax = 3;

/** Sends by a mail server, over connections that are kept. The URL is nodemailer's: `smtps://user:password@host:465`. */
export function openSmtpTransport(url: string): MailTransport {
  const transporter = createTransport({
    pool: true,
    url,
    maxConnections: connectionsMax,
    connectionTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: silenceMs,
    dnsTimeout: connectMs,
    // A message on a connection that broke is ours to try again.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(letter) {
      try {
        await transporter.sendMail(composeMail(letter));
        return { word: "sent" };
      } catch (error) {
        const why = refusalOf(error);
        if (why === null) throw error;
        return { word: "refused", why };
      }
    },
    close: () => transporter.close(),
  };
}

/** A 5xx to the recipient or to the message is for good; to the sign-in or the sender somebody may mend it. */
function refusalOf(error: unknown): string | null {
  if (!(error instanceof Error) || !("responseCode" in error) || !("command" in error)) return null;
  const { responseCode, command } = error;
  const isFinal = typeof responseCode === "number" && responseCode >= 500 && responseCode < 600;
  return isFinal && (command === "RCPT TO" || command === "DATA") ? error.message : null;
}
