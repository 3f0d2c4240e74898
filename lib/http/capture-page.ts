import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** A page as its renderer answered it: whole, not compressed. */
export interface CapturedPage {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type RequestHandler = (message: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A rendering that has not ended by then counts as failed, so that nobody waits for it for ever. */
const renderWithinMs = 10_000;

/**
 * Asks a request handler for a page as an anonymous reader would, and keeps the answer instead of sending it. Nothing
 * goes through a socket, so there is no second door into the process. Rejects when the handler fails or is too slow.
 */
export async function capturePage(handler: RequestHandler, path: string, host: string): Promise<CapturedPage> {
  const message = new IncomingMessage(new Socket());
  message.method = "GET";
  message.url = path;
  message.headers = { host, accept: "text/html", "accept-encoding": "identity" };
  message.push(null);
  const response = new KeptResponse(message);
  let limit: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_resolve, reject) => {
    limit = setTimeout(() => reject(new Error(`${path} was not rendered within ${renderWithinMs} ms`)), renderWithinMs);
  });
  try {
    await Promise.race([Promise.all([handler(message, response), response.whole]), tooSlow]);
  } finally {
    clearTimeout(limit);
  }
  return { status: response.statusCode, headers: response.textHeaders(), body: response.body() };
}

/** A response that keeps what is written to it. */
class KeptResponse extends ServerResponse {
  readonly whole: Promise<void>;
  readonly #chunks: Buffer[] = [];
  #end: () => void = () => undefined;

  constructor(message: IncomingMessage) {
    super(message);
    this.whole = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  body(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  textHeaders(): Record<string, string> {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.getHeaders())) {
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : String(value);
    }
    return headers;
  }

  override write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    this.#keep(chunk);
    callLast(encoding, callback);
    return true;
  }

  override end(chunk?: unknown, encoding?: unknown, callback?: unknown): this {
    if (this.finished) return this;
    if (typeof chunk !== "function") this.#keep(chunk);
    this.finished = true;
    // Whoever waits for the end of a response hears of it as from a real one.
    process.nextTick(() => {
      this.emit("finish");
      this.emit("close");
      callLast(chunk, encoding, callback);
      this.#end();
    });
    return this;
  }

  #keep(chunk: unknown): void {
    if (typeof chunk === "string") this.#chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk));
  }
}

/** Node lets a callback stand in the place of any argument left out before it. */
function callLast(...given: readonly unknown[]): void {
  const callback = given.find((one) => typeof one === "function");
  if (typeof callback === "function") callback();
}
