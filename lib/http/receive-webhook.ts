import { type Answer, type HttpRequest, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { invalidRequest } from "./read-json";

/** The part of payments that takes a provider's messages. */
export interface WebhookReceiver {
  receiveWebhook(
    provider: string,
    rawBody: Uint8Array,
    headers: { get(name: string): string | null },
  ): Promise<"accepted" | "unknown_provider" | "bad_signature" | "too_old" | "malformed">;
}

/** Providers send their whole object; the largest seen in practice are some tens of kB. */
const webhookBytesMax = 262_144;

/** The signature is over the raw bytes, so nothing is parsed before it is checked. Repeats are answered 200, too. */
export async function receiveWebhook(
  receiver: WebhookReceiver,
  provider: string,
  request: HttpRequest,
): Promise<Answer> {
  const body = await request.readBody(webhookBytesMax);
  if (body === "too_large") return problemAnswer("payload_too_large", { detail: "Send at most 256 kB." });
  const outcome = await receiver.receiveWebhook(provider, Buffer.from(body, "utf8"), {
    get: (name) => request.header(name.toLowerCase()),
  });
  switch (outcome) {
    case "accepted":
      return jsonAnswer(200, { received: true });
    case "unknown_provider":
      return problemAnswer("not_found", { detail: "No such payment provider." });
    case "bad_signature":
      return invalidRequest([{ path: "signature", message: "does not fit the body" }]);
    case "too_old":
      return invalidRequest([{ path: "signature", message: "is older than five minutes" }]);
    case "malformed":
      return invalidRequest([{ path: "", message: "is no event of this provider" }]);
  }
}
