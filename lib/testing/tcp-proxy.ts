import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A wire between two processes that a test can hold or cut. It knows nothing of the protocol but what a test
 * looks for: bytes that a client sends. Holding stops everything of that client from those bytes on, so the
 * server never hears of them; the client waits, as for a slow network.
 */
export interface TcpProxy {
  readonly port: number;
  /** Holds the first connection whose client sends one of the texts, and resolves when it does. */
  holdOn(...texts: readonly string[]): Promise<void>;
  /** Lets held connections go on and holds no more. */
  release(): void;
  /** Cuts every connection; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

interface Watch {
  readonly texts: readonly string[];
  readonly seen: () => void;
}

/** No text that a test looks for is longer; scripts have a few kilobytes. */
const longestTextBytes = 65_536;

export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const held = new Set<{ socket: Socket; rest: Buffer; upstream: Socket }>();
  let watch: Watch | null = null;

  function forward(client: Socket, upstream: Socket): void {
    let holding: { socket: Socket; rest: Buffer; upstream: Socket } | null = null;
    /** The end of what went on since a text is looked for: it may come in two pieces, and half of it says nothing yet. */
    let before = Buffer.alloc(0);
    function endsWatched(chunk: Buffer): boolean {
      if (watch === null) {
        before = Buffer.alloc(0);
        return false;
      }
      const known = before.length;
      const seen = Buffer.concat([before, chunk]);
      before = seen.subarray(-longestTextBytes);
      return watch.texts.some((text) => {
        const at = seen.lastIndexOf(text);
        return at !== -1 && at + Buffer.byteLength(text) > known;
      });
    }
    client.on("data", (chunk) => {
      if (holding !== null && held.has(holding)) {
        holding.rest = Buffer.concat([holding.rest, chunk]);
      } else if (endsWatched(chunk) && watch !== null) {
        holding = { socket: client, rest: chunk, upstream };
        held.add(holding);
        watch.seen();
        watch = null;
      } else {
        upstream.write(chunk);
      }
    });
    upstream.on("data", (chunk) => client.write(chunk));
  }

  const server: Server = createServer((client) => {
    const upstream = connect(target);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.setNoDelay(true);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    forward(client, upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");

  return {
    port: address.port,
    holdOn: (...texts) =>
      new Promise((resolve) => {
        watch = { texts, seen: resolve };
      }),
    release() {
      watch = null;
      for (const { rest, upstream } of held) upstream.write(rest);
      held.clear();
    },
    cut() {
      held.clear();
      for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
