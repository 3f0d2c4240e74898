import { randomBytes } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { composeMail } from "./compose-mail";
import type { MailTransport } from "./ports";

/** Without a mail server: each mail becomes a file `<number>-<kind>.eml` that mail programs open. */
export function openFileTransport(directory: string): MailTransport {
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(letter, name) {
      const { message } = await composer.sendMail(composeMail(letter));
      // People's addresses are in there.
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const unfinished = join(directory, `.${name}-${randomBytes(6).toString("hex")}`);
      await writeFile(unfinished, message, { mode: 0o600 });
      await rename(unfinished, join(directory, `${name}.eml`));
      return { word: "sent" };
    },
    close: () => undefined,
  };
}
