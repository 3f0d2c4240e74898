import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { postTo } from "../payments/deliver-simulated-events";
import type { WebhookOutcome } from "../payments/ports";

/** One webhook as it came over the wire. */
export interface ReceivedWebhook {
  readonly rawBody: Uint8Array;
  readonly headers: Headers;
}

export interface WebhookDoor {
  readonly url: string;
  readonly post: ReturnType<typeof postTo>;
  readonly received: readonly ReceivedWebhook[];
  /** What becomes of webhooks: kept as in the shop, answered 500 unread, or cut off without an answer. */
  behaviour: "keep" | "refuse" | "drop";
  close(): Promise<void>;
}

const statusOf: Readonly<Record<WebhookOutcome, number>> = {
  accepted: 200,
  unknown_provider: 404,
  bad_signature: 400,
  too_old: 400,
  malformed: 400,
};

/** A real HTTP server on a free port that takes webhooks the way the shop does. */
export async function openWebhookDoor(
  keep: (webhook: ReceivedWebhook) => Promise<WebhookOutcome>,
): Promise<WebhookDoor> {
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const webhook = { rawBody: await readAll(request), headers: readHeaders(request) };
    received.push(webhook);
    if (door.behaviour === "drop") {
      request.socket.destroy();
      return;
    }
    response.statusCode = door.behaviour === "refuse" ? 500 : statusOf[await keep(webhook)];
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${address.port}/api/webhooks/simulated`;
  const door: WebhookDoor = {
    url,
    post: postTo(url),
    received,
    behaviour: "keep",
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return door;
}

async function readAll(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function readHeaders(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  return headers;
}
