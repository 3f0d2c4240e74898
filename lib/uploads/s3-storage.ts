import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { checkName } from "./check-name";
import type { Storage } from "./ports";

export interface S3Settings {
  /** Of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Objects of one bucket lie under this, so that it may be shared. */
const folder = "uploads";
/** For a whole exchange, the body too. */
const timeoutMs = 30_000;
/** Beyond the first, with growing pauses, when the service is overloaded or fails. */
const triesMore = 2;

/** A bucket of a service that speaks S3: the bucket stands in the path, which all of them understand. */
export function createS3Storage(settings: S3Settings): Storage {
  const { accessKeyId, secretAccessKey, region } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: triesMore });
  const urlOf = (name: string) =>
    `${settings.endpoint.replace(/\/+$/, "")}/${settings.bucket}/${folder}/${checkName(name)}`;

  async function send(
    method: "GET" | "HEAD" | "PUT" | "DELETE",
    name: string,
    init: RequestInit = {},
  ): Promise<Response> {
    try {
      return await client.fetch(urlOf(name), {
        ...init,
        method,
        cache: "no-store",
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw new Error(`the storage could not be reached: ${reasonOf(error)}`, { cause: error });
    }
  }

  return {
    async put(name, bytes, contentType) {
      const response = await send("PUT", name, {
        body: new Blob([Uint8Array.from(bytes)]),
        headers: {
          "Content-Type": contentType,
          "Cache-Control": "public, max-age=31536000, immutable",
          // Signed with the request, so that the service refuses a body that was damaged on its way.
          "X-Amz-Content-Sha256": createHash("sha256").update(bytes).digest("hex"),
        },
      });
      await finish(response, "PUT", name);
    },
    async read(name) {
      const response = await send("GET", name);
      if (response.status === 404) return gone(response);
      if (!response.ok || response.body === null) return fail(response, "GET", name);
      return { sizeBytes: Number(response.headers.get("content-length")), stream: response.body };
    },
    async exists(name) {
      const response = await send("HEAD", name);
      await response.body?.cancel();
      if (response.status === 404) return false;
      return response.ok ? true : fail(response, "HEAD", name);
    },
    async delete(name) {
      const response = await send("DELETE", name);
      if (response.status === 404) await gone(response);
      else await finish(response, "DELETE", name);
    },
  };
}

async function gone(response: Response): Promise<null> {
  await response.body?.cancel();
  return null;
}

async function finish(response: Response, method: string, name: string): Promise<void> {
  if (!response.ok) await fail(response, method, name);
  await response.body?.cancel();
}

const messageCharactersMax = 500;

/** The service says in its body what is wrong: the bucket, the key, the clock. */
async function fail(response: Response, method: string, name: string): Promise<never> {
  const text = response.bodyUsed ? "" : await response.text();
  throw new Error(
    `the storage answered ${response.status} to ${method} ${name}: ${text.slice(0, messageCharactersMax)}`,
  );
}

/** By the words the routes know as "away". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "connection timeout";
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? ` ${String(cause.code)}` : "";
  return `${error.message}${code}`;
}
