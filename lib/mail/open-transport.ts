import { join } from "node:path";
import { openFileTransport } from "./file-transport";
import type { MailTransport } from "./ports";
import { openSmtpTransport } from "./smtp-transport";

/** The mail server when one is named, else files in the data directory. */
export function openMailTransport(settings: { smtpUrl: string | undefined; dataDir: string }): MailTransport {
  return settings.smtpUrl === undefined
    ? openFileTransport(join(settings.dataDir, "mail"))
    : openSmtpTransport(settings.smtpUrl);
}
