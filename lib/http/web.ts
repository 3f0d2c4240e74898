import { type Answer, type HttpRequest, SenderGoneError } from "./message";

/** A web Request (as Next gives it) as our handlers see it. */
export function webRequest(request: Request): HttpRequest {
  const url = new URL(request.url);
  return {
    method: request.method,
    pathname: url.pathname,
    searchParams: url.searchParams,
    header: (name) => request.headers.get(name),
    async readBody(bytesMax) {
      const body = await readWebBody(request, bytesMax);
      return body === "too_large" ? body : body.toString("utf8");
    },
    readBytes: (bytesMax) => readWebBody(request, bytesMax),
    peerAddress: null,
  };
}

async function readWebBody(request: Request, bytesMax: number): Promise<Buffer | "too_large"> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) return "too_large";
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body) {
      size += chunk.byteLength;
      if (size > bytesMax) return "too_large";
      chunks.push(chunk);
    }
  } catch (error) {
    throw new SenderGoneError("the request ended early", { cause: error });
  }
  return Buffer.concat(chunks);
}

export function webResponse(answer: Answer): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (typeof value === "string") headers.set(name, value);
    else for (const one of value) headers.append(name, one);
  }
  const body = answer.stream === undefined ? answer.body : webStream(answer.stream);
  return new Response(body, { status: answer.status, headers });
}

function webStream(stream: NonNullable<Answer["stream"]>): ReadableStream<Uint8Array> {
  const chunks = stream[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await chunks.return?.();
    },
  });
}
