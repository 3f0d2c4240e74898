import { Agent, request } from "node:http";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; null when there is none. */
  json<T>(): T;
}

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE" | "PUT" | "HEAD";
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON unless it is text or bytes already. */
  readonly body?: unknown;
}

/** A program's way to a shop: keeps connections, says where it comes from like the shop's own pages do. */
export interface HttpClient {
  readonly origin: string;
  send(path: string, options?: RequestOptions): Promise<Reply>;
  close(): void;
}

/** Hundreds of shoppers at once share this many connections. */
const connectionsMax = 256;

/** `claimedOrigin`: what its changes say they come from, where that is not the address they go to. */
export function createHttpClient(origin: string, claimedOrigin: string = origin): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connectionsMax });
  return {
    origin,
    send: (path, options = {}) =>
      send(origin, agent, path, {
        ...options,
        headers: { ...originHeader(claimedOrigin, options), ...options.headers },
      }),
    close: () => agent.destroy(),
  };
}

function send(origin: string, agent: Agent, path: string, options: RequestOptions): Promise<Reply> {
  const method = options.method ?? "GET";
  const body = options.body === undefined ? null : bodyText(options.body);
  const headers: Record<string, string> = {
    ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
    ...(method === "GET" || method === "HEAD" ? {} : { "content-type": "application/json" }),
    ...(body === null ? {} : { "content-length": String(Buffer.byteLength(body)) }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, origin), { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: () => (text === "" ? null : JSON.parse(text)),
        });
      });
    });
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}

function originHeader(origin: string, { method = "GET" }: RequestOptions): Readonly<Record<string, string>> {
  return method === "GET" || method === "HEAD" ? {} : { origin };
}

function bodyText(body: unknown): string | Uint8Array {
  return typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);
}
