interface RequestParts {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly cookie?: string;
  /** Needed where something changes. */
  readonly origin?: string;
  readonly key?: string;
  readonly receipt?: string;
  readonly body?: object;
}

const agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** A request as it goes over the wire. Its body must be ASCII. */
export function composeRequest({ method, path, cookie, origin, key, receipt, body }: RequestParts): string {
  const text = body === undefined ? "" : JSON.stringify(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    `User-Agent: ${agent}`,
    "Accept: application/json",
    ...(cookie === undefined ? [] : [`Cookie: ${cookie}`]),
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(key === undefined ? [] : [`Idempotency-Key: ${key}`]),
    ...(receipt === undefined ? [] : [`Receipt: ${receipt}`]),
    ...(body === undefined ? [] : ["Content-Type: application/json", `Content-Length: ${text.length}`]),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}
