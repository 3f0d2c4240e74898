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
    readBody: (bytesMax) => readNodeBody(message, bytesMax),
    peerAddress: message.socket.remoteAddress ?? null,
  };
}

function readNodeBody(message: IncomingMessage, bytesMax: number): Promise<string | "too_large"> {
  if (Number(message.headers["content-length"] ?? 0) > bytesMax) return Promise.resolve("too_large");
  return new Promise((resolve, reject) => {
    let text = "";
    let chunks: Buffer[] | null = null;
    let size = 0;
    message.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytesMax) {
        message.pause();
        resolve("too_large");
      } else if (chunks !== null) {
        chunks.push(chunk);
      } else {
        chunks = [chunk];
      }
    });
    message.on("end", () => {
      if (chunks !== null) text = chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString("utf8");
      resolve(text);
    });
    // After "too_large" nobody listens to this promise any more, and the error is expected.
    message.on("error", (error) => reject(new SenderGoneError("the request ended early", { cause: error })));
  });
}

/** Sends an answer. A request whose body was refused half-read cannot be followed by another on its connection. */
export function sendNode(message: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const body = answer.body ?? "";
  const headers: Record<string, string | string[]> = { "X-Content-Type-Options": "nosniff" };
  for (const [name, value] of Object.entries(answer.headers)) {
    headers[name] = typeof value === "string" ? value : [...value];
  }
  if (answer.status !== 204 && answer.status !== 304) headers["Content-Length"] = String(Buffer.byteLength(body));
  if (!message.complete && answer.status === 413) headers.Connection = "close";
  response.writeHead(answer.status, headers);
  response.end(message.method === "HEAD" ? undefined : body);
}
