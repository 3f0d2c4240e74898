import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, type HttpRequest, SenderGoneError } from "./message";

/** A node request as our handlers see it: nothing is parsed before somebody asks. */
export function nodeRequest(message: IncomingMessage, pathname: string, search: string): HttpRequest {
  return {
    method: message.method ?? "GET",
    pathname,
    get searchParams() {
      return new URLSearchParams(search);
    },
    header(name) {
      const value = message.headers[name];
      if (value === undefined) return null;
      return typeof value === "string" ? value : value.join(", ");
    },
    async readBody(bytesMax) {
      const body = await readNodeBody(message, bytesMax);
      return body === "too_large" ? body : body.toString("utf8");
    },
    readBytes: (bytesMax) => readNodeBody(message, bytesMax),
    peerAddress: message.socket.remoteAddress ?? null,
  };
}

const noBytes = Buffer.alloc(0);

function readNodeBody(message: IncomingMessage, bytesMax: number): Promise<Buffer | "too_large"> {
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
      resolve(second === undefined ? first : Buffer.concat(chunks));
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
  const body = answer.body ?? "";
  const headers: Record<string, string | string[]> = { "X-Content-Type-Options": "nosniff" };
  for (const [name, value] of Object.entries(answer.headers)) {
    headers[name] = typeof value === "string" ? value : [...value];
  }
  const { stream } = answer;
  if (stream === undefined && answer.status !== 204 && answer.status !== 304) {
    headers["Content-Length"] = String(Buffer.byteLength(body));
  }
  if (!message.complete && answer.status === 413) headers.Connection = "close";
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
