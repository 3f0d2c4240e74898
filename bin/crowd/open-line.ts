import * as http from "node:http";
import * as https from "node:https";

export interface Sending {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly cookie?: string;
  readonly body?: unknown;
  readonly key?: string;
  readonly receipt?: string;
}

export interface Answer {
  readonly status: number;
  /** Null for what is no JSON. */
  readonly body: unknown;
}

/** The crowd's way to the shop, over a bounded number of kept connections; more requests than those wait here. */
export interface Line {
  /** Rejects with what the network says. */
  send(sending: Sending): Promise<Answer>;
  close(): void;
}

/** Longer than any answer of the shop may take; what takes longer counts as an error. */
const answerWithinMs = 30_000;

export function openLine(address: string, claimedOrigin: string, connections: number): Line {
  const target = new URL(address);
  const { request, Agent } = target.protocol === "https:" ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections });
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const port = target.port || (target.protocol === "https:" ? 443 : 80);

  return {
    send({ method, path, cookie, body, key, receipt }) {
      const text = body === undefined ? "" : JSON.stringify(body);
      const headers: Record<string, string> = { host: target.host };
      if (cookie !== undefined) headers.cookie = cookie;
      if (method !== "GET") {
        headers.origin = claimedOrigin;
        headers["content-type"] = "application/json";
        headers["content-length"] = String(Buffer.byteLength(text));
      }
      if (key !== undefined) headers["idempotency-key"] = key;
      if (receipt !== undefined) headers.receipt = receipt;
      return new Promise((resolve, reject) => {
        const sent = request({ host, port, method, path, agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({ status: response.statusCode ?? 0, body: parse(Buffer.concat(chunks).toString("utf8")) }),
          );
        });
        sent.setTimeout(answerWithinMs, () => sent.destroy(new Error("no answer in time")));
        sent.on("error", reject);
        sent.end(text);
      });
    },
    close: () => agent.destroy(),
  };
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
