import { connect, createServer, type Server, type Socket } from "node:net";

/**
 * A wire between two processes that a test can hold or cut. It knows nothing of the protocol but what a test looks
 * for: bytes that one side sends. A held connection lets nothing more through, and the waiting side sees a slow network.
 */
export interface TcpProxy {
  readonly port: number;
  /** Holds the first connection whose client sends one of the texts, and resolves when it does. */
  holdOn(...texts: readonly string[]): Promise<void>;
  /** Holds the first connection that comes to the stop, and resolves when it does. One stop at a time. */
  stopAt(stop: WireStop): Promise<void>;
  /** Lets held connections go on and holds no more. */
  release(): void;
  /** Cuts every connection; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

/** A text, or several of which any will do. */
type Sought = string | readonly string[];

/** A moment in the talk of one connection. */
export type WireStop =
  | {
      /**
       * Requests in the order the client sends them, each told by everything it contains. Several texts are looked for
       * between two answers of the server, a single one in everything that is sent. The last request is where it stops:
       * the server never hears of it, or does what it is asked and its answer is never heard.
       */
      readonly requests: readonly (readonly Sought[])[];
      readonly hold: "request" | "reply";
    }
  /** What the server says: the client never hears it. */
  | { readonly hears: string };

/** No text that a test looks for is longer; scripts have a few kilobytes. */
const longestTextBytes = 65_536;

interface Watch {
  readonly stop: WireStop;
  readonly seen: () => void;
}

/** What is kept of a connection that is held, in both directions. */
interface Held {
  readonly client: Socket;
  readonly upstream: Socket;
  readonly requests: Buffer[];
  readonly replies: Buffer[];
  readonly side: "request" | "reply";
}

export async function startTcpProxy(target: { readonly host: string; readonly port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const held = new Set<Held>();
  let watch: Watch | null = null;

  function forward(client: Socket, upstream: Socket): void {
    let holding: Held | null = null;
    let heard: (() => void) | null = null;
    const asked = createSearch();
    const said = createSearch();
    /** The watch whose requests this connection has begun to send, and how many of them it has sent. */
    let begun: { readonly watch: Watch; sent: number } | null = null;
    const isHeld = (side: Held["side"]) => holding !== null && held.has(holding) && holding.side === side;
    function hold(side: Held["side"]): Held {
      holding = { client, upstream, requests: [], replies: [], side };
      held.add(holding);
      watch = null;
      return holding;
    }

    client.on("data", (chunk) => {
      if (holding !== null && isHeld("request")) {
        holding.requests.push(chunk);
        return;
      }
      if (watch === null || "hears" in watch.stop) {
        asked.forget();
        upstream.write(chunk);
        return;
      }
      if (begun?.watch !== watch) begun = { watch, sent: 0 };
      const { stop, seen } = watch;
      if (asked.finds(stop.requests[begun.sent] ?? [], chunk)) {
        asked.forget();
        begun.sent += 1;
      }
      if (begun.sent < stop.requests.length) {
        upstream.write(chunk);
        return;
      }
      const held = hold(stop.hold);
      if (stop.hold === "request") {
        held.requests.push(chunk);
        seen();
      } else {
        heard = seen;
        upstream.write(chunk);
      }
    });

    upstream.on("data", (chunk) => {
      if (holding !== null && isHeld("reply")) {
        holding.replies.push(chunk);
        // The server has answered, so it has done what it was asked.
        heard?.();
        return;
      }
      if (watch === null) {
        said.forget();
      } else if (!("hears" in watch.stop)) {
        said.forget();
        const sent = begun?.watch === watch ? begun.sent : 0;
        if ((watch.stop.requests[sent]?.length ?? 0) > 1) asked.forget();
      } else if (said.finds([watch.stop.hears], chunk)) {
        const { seen } = watch;
        hold("reply").replies.push(chunk);
        seen();
        return;
      }
      client.write(chunk);
    });
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

  function stopAt(stop: WireStop): Promise<void> {
    return new Promise((resolve) => {
      watch = { stop, seen: resolve };
    });
  }

  return {
    port: address.port,
    holdOn: (...texts) => stopAt({ requests: [[texts]], hold: "request" }),
    stopAt,
    release() {
      watch = null;
      const free = [...held];
      held.clear();
      for (const { client, upstream, requests, replies } of free) {
        for (const chunk of requests) upstream.write(chunk);
        for (const chunk of replies) client.write(chunk);
      }
    },
    cut() {
      watch = null;
      held.clear();
      for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Looks for texts that may come in two pieces: half of one says nothing yet. */
function createSearch(): {
  /** Whether everything sought was sent by now, and some of it in this piece. */
  finds(sought: readonly Sought[], chunk: Buffer): boolean;
  forget(): void;
} {
  let before = Buffer.alloc(0);
  return {
    finds(sought, chunk) {
      const known = before.length;
      const seen = Buffer.concat([before, chunk]);
      before = seen.subarray(-longestTextBytes);
      const ends = sought.map((texts) => Math.max(...[texts].flat().map((text) => endOf(seen, text))));
      return !ends.includes(-1) && ends.some((end) => end > known);
    },
    forget() {
      if (before.length > 0) before = Buffer.alloc(0);
    },
  };
}

function endOf(bytes: Buffer, text: string): number {
  const at = bytes.lastIndexOf(text);
  return at === -1 ? -1 : at + Buffer.byteLength(text);
}
