import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * A bucket over HTTP for tests. It recomputes every signature by the rules AWS publishes (Signature Version 4) from its
 * own reading of the request, and refuses what does not fit: another key, another region, an altered body.
 */
export interface S3Server {
  readonly endpoint: string;
  readonly objects: ReadonlyMap<string, S3Object>;
  /** Answers so many requests with 503, as an overloaded service does. */
  overload(requests: number): void;
  close(): Promise<void>;
}

export interface S3Object {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly cacheControl: string;
}

export interface S3Credentials {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export async function startS3Server(credentials: S3Credentials): Promise<S3Server> {
  const objects = new Map<string, S3Object>();
  let overloaded = 0;
  const server = createServer(async (request, response) => {
    const bytes = await readAll(request);
    if (overloaded > 0) {
      overloaded -= 1;
      response.writeHead(503).end("<Code>SlowDown</Code>");
    } else if (!isSigned(request, bytes, credentials)) {
      response.writeHead(403).end("<Code>SignatureDoesNotMatch</Code>");
    } else {
      answer(objects, request, response, bytes);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    overload(requests) {
      overloaded = requests;
    },
    close: () => closeAll(server),
  };
}

function closeAll(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function answer(
  objects: Map<string, S3Object>,
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
): void {
  const path = request.url ?? "";
  const found = objects.get(path);
  switch (request.method) {
    case "PUT": {
      const { "content-type": contentType = "", "cache-control": cacheControl = "" } = request.headers;
      objects.set(path, { bytes, contentType, cacheControl });
      response.writeHead(200).end();
      return;
    }
    case "DELETE":
      objects.delete(path);
      response.writeHead(204).end();
      return;
    default:
      if (found === undefined) response.writeHead(404).end(request.method === "HEAD" ? "" : "<Code>NoSuchKey</Code>");
      else response.writeHead(200, { "Content-Length": found.bytes.length }).end(found.bytes);
  }
}

function isSigned(request: IncomingMessage, bytes: Buffer, credentials: S3Credentials): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
  const [, id, day = "", region, signedHeaders = "", signature] =
    pattern.exec(request.headers.authorization ?? "") ?? [];
  const bodyHash = String(request.headers["x-amz-content-sha256"]);
  const isBodyWhole = bodyHash === "UNSIGNED-PAYLOAD" ? bytes.length === 0 : bodyHash === sha256(bytes);
  if (id !== credentials.accessKeyId || region !== credentials.region || !isBodyWhole) return false;
  const headers = signedHeaders.split(";").map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const asked = [request.method, request.url, "", headers.join(""), signedHeaders, bodyHash].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"], scope, sha256(Buffer.from(asked))].join("\n");
  const key = [day, region, "s3", "aws4_request"].reduce<string | Buffer>(
    (secret, part) => hmac(secret, part),
    `AWS4${credentials.secretAccessKey}`,
  );
  return hmac(key, toSign).toString("hex") === signature;
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
