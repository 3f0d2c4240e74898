import { createTransport } from "nodemailer";
import { type Finding, fine, worthReading } from "./finding";

export interface MailParts {
  /** Null writes mails to files. */
  readonly smtpUrl: string | null;
}

type State =
  | { readonly word: "files" }
  | { readonly word: "ready" }
  | { readonly word: "refused"; readonly why: string };

/** Each well within the time a check has, so that its words are heard. */
const connectMs = 1_000;
const greetingMs = 1_500;
const silenceMs = 1_800;

/** Mails wait until they can be sent, so that none can be sent now never stops a sale. */
export async function checkMail(parts: MailParts): Promise<Finding> {
  const state = await stateOf(parts);
  switch (state.word) {
    case "files":
      return worthReading("No mail server is set: mails are written to files and reach nobody. Set SMTP_URL.");
    case "ready":
      return fine("The mail server answers.");
    case "refused":
      return worthReading(`The mail server cannot be used: ${state.why}. Mails wait until it can.`);
  }
}

async function stateOf({ smtpUrl }: MailParts): Promise<State> {
  if (smtpUrl === null) return { word: "files" };
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: connectMs,
    greetingTimeout: greetingMs,
    socketTimeout: silenceMs,
    dnsTimeout: connectMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.verify();
    return { word: "ready" };
  } catch (error) {
    return { word: "refused", why: error instanceof Error ? error.message : String(error) };
  } finally {
    transport.close();
  }
}
