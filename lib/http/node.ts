import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, type HttpRequest, SenderGoneError } from "./message";

/** A node request as our handlers see it: nothing is parsed before somebody asks. */
export class NodeRequest implements HttpRequest {
  readonly method: string;

  constructor(
    private readonly message: IncomingMessage,
    readonly pathname: string,
    private readonly search: string,
  ) {
    this.method = message.method ?? "GET";
  }

  get searchParams(): URLSearchParams {
    return new URLSearchParams(this.search);
  }

  get peerAddress(): string | null {
    return this.message.socket.remoteAddress ?? null;
  }

  header(name: string): string | null {
    const value = this.message.headers[name];
    if (value === undefined) return null;
    return typeof value === "string" ? value : value.join(", ");
  }

  readBody(bytesMax: number): Promise<string | "too_large"> {
    return readNodeBody(this.message, bytesMax, (body) => body.toString("utf8"));
  }

  readBytes(bytesMax: number): Promise<Uint8Array | "too_large"> {
    return readNodeBody(this.message, bytesMax, (body) => body);
  }
}

const noBytes = Buffer.alloc(0);

function readNodeBody<T>(
  message: IncomingMessage,
  bytesMax: number,
  read: (body: Buffer) => T,
): Promise<T | "too_large"> {
  if (Number(message.headers["content-length"] ?? 0) > bytesMax) return Promise.resolve("too_large");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) {
        message.pause();
        resolve("too_large");
      } else {
        chunks.push(chunk);
      }
    });
    message.on("end", () => {
      const [first = noBytes, second] = chunks;
      resolve(read(second === undefined ? first : Buffer.concat(chunks)));
    });
    // After "too_large" nobody listens to this promise any more, and the error is expected.
    message.on("error", (error) => reject(new SenderGoneError("the request ended early", { cause: error })));
  });
}

/**
 * Sends an answer. A request whose body was refused half-read cannot be followed by another on its connection. The
 * promise is of a streamed body: it rejects when that fails, with the connection cut.
 */
export function sendNode(
  message: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> | undefined {
  if (response.destroyed) return undefined;
  const { stream } = answer;
  const body = answer.body ?? "";
  // Name and value in turn: node writes such a list as it is, and copies any other form first.
  const headers: (string | string[])[] = ["X-Content-Type-Options", "nosniff"];
  for (const name in answer.headers) {
    const value = answer.headers[name];
    if (typeof value === "string") headers.push(name, value);
    else if (value !== undefined) for (const one of value) headers.push(name, one);
  }
  if (stream === undefined && answer.status !== 204 && answer.status !== 304) {
    headers.push("Content-Length", String(Buffer.byteLength(body)));
  }
  if (!message.complete && answer.status === 413) headers.push("Connection", "close");
  response.writeHead(answer.status, headers);
  if (stream !== undefined && message.method !== "HEAD") return sendStream(response, stream);
  response.end(message.method === "HEAD" ? undefined : body);
  return undefined;
}

/** A client that takes nothing for so long is given up. */
const stalledMs = 60_000;

async function sendStream(response: ServerResponse, stream: NonNullable<Answer["stream"]>): Promise<void> {
  response.setTimeout(stalledMs, () => response.destroy());
  try {
    for await (const chunk of stream) {
      if (response.destroyed) return;
      if (!response.write(chunk)) await untilTaken(response);
    }
    response.end();
  } catch (error) {
    response.destroy();
    throw error;
  }
}

/** Until the client has taken what was written, or is gone. */
function untilTaken(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    function done(): void {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    }
    response.once("drain", done);
    response.once("close", done);
    if (response.destroyed) done();
  });
}
