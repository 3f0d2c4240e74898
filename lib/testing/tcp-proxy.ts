import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A wire between two processes that a test can hold or cut. It knows nothing of the protocol but what a test
 * looks for: bytes that a client sends. Holding stops everything of that client from those bytes on, so the
 * server never hears of them; the client waits, as for a slow network.
 */
export interface TcpProxy {
  readonly port: number;
  /** Holds the first connection whose client sends `text`, and resolves when it does. */
  holdOn(text: string): Promise<void>;
  /** Lets held connections go on and holds no more. */
  release(): void;
  /** Cuts every connection; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

interface Watch {
  readonly text: string;
  readonly seen: () => void;
}

export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const held = new Set<{ socket: Socket; rest: Buffer; upstream: Socket }>();
  let watch: Watch | null = null;

  function forward(client: Socket, upstream: Socket): void {
    let holding: { socket: Socket; rest: Buffer; upstream: Socket } | null = null;
    client.on("data", (chunk) => {
      if (holding !== null && held.has(holding)) {
        holding.rest = Buffer.concat([holding.rest, chunk]);
      } else if (watch !== null && chunk.includes(watch.text)) {
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
    holdOn: (text) =>
      new Promise((resolve) => {
        watch = { text, seen: resolve };
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
