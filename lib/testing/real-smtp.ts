import { SMTPServer, type SMTPServerDataStream } from "smtp-server";

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
  readonly messageId: string;
}

/** What a mail server says to a mail: takes it, or refuses with a code; it may take its time. */
export type SmtpVerdict = "take" | { readonly code: number; readonly text: string };

export interface RealSmtpOptions {
  readonly onRecipient?: (address: string) => SmtpVerdict;
  /** Asked when the whole message is there; the client hears nothing until this resolves. */
  readonly onMessage?: (mail: ReceivedMail) => SmtpVerdict | Promise<SmtpVerdict>;
}

/** A mail server that speaks SMTP over a real socket and keeps what it took. */
export interface RealSmtp {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** Frees the port; `start` takes the same one again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startRealSmtp(options: RealSmtpOptions = {}): Promise<RealSmtp> {
  const received: ReceivedMail[] = [];
  let port = 0;
  let server: SMTPServer | null = null;

  async function start(): Promise<void> {
    const starting = openServer(options, received);
    port = await listen(starting, port);
    server = starting;
  }

  await start();
  return {
    get url() {
      return `smtp://127.0.0.1:${port}`;
    },
    received,
    start,
    async stop() {
      const stopping = server;
      server = null;
      if (stopping !== null) await new Promise<void>((resolve) => stopping.close(resolve));
    },
  };
}

function openServer(options: RealSmtpOptions, received: ReceivedMail[]): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    closeTimeout: 100,
    onRcptTo(address, _session, callback) {
      callback(failureOf(options.onRecipient?.(address.address) ?? "take"));
    },
    onData(stream, session, callback) {
      const from = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
      const to = session.envelope.rcptTo.map(({ address }) => address);
      readAll(stream)
        .then(async (raw) => {
          const messageId = /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? "";
          const mail = { from, to, raw, messageId };
          const verdict = (await options.onMessage?.(mail)) ?? "take";
          if (verdict === "take") received.push(mail);
          callback(failureOf(verdict));
        })
        .catch((error: Error) => callback(error));
    },
  });
  // A client that is killed in the middle of a message is what some tests are about.
  server.on("error", () => undefined);
  return server;
}

function failureOf(verdict: SmtpVerdict): (Error & { responseCode: number }) | null {
  return verdict === "take" ? null : Object.assign(new Error(verdict.text), { responseCode: verdict.code });
}

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function listen(server: SMTPServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.server.off("error", reject);
      const address = server.server.address();
      if (address === null || typeof address === "string") reject(new Error("the mail server has no port"));
      else resolve(address.port);
    });
  });
}
