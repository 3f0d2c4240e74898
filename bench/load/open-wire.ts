import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createLine } from "./line";
import { type Answer, createAnswerReader, UnreadableAnswer } from "./read-answers";

/** Null when the connection failed: nobody knows whether the request was read. */
export type Heard = (answer: Answer | null) => void;

/** A bounded number of kept connections to one port of this machine, as between a proxy and the shop. */
export interface Wire {
  /** Sends a whole request, on the next connection that has nothing to wait for. */
  send(request: string, heard: Heard): void;
  /** Requests that wait for a connection. */
  waiting(): number;
  close(): void;
}

interface Connection {
  readonly socket: Socket;
  heard: Heard | null;
  state: "opening" | "open" | "closed";
}

interface Waiting {
  readonly request: string;
  readonly heard: Heard;
}

const readMax = 65_536;
/** Fewer than a server keeps waiting to be taken. */
const openAtOnce = 256;

/**
 * One request at a time on each connection, and as little work as can be: the generator has the same processors as the
 * shop it measures. All connections read into one buffer, for each read is over before the next begins.
 */
export async function openWire(port: number, connections: number): Promise<Wire> {
  const shared = Buffer.allocUnsafe(readMax);
  // In turns, so that none is silent for so long that the shop closes it.
  const idle = createLine<Connection>();
  const queue = createLine<Waiting>();
  const all = new Set<Connection>();
  let isClosed = false;

  async function open(): Promise<void> {
    const connection = openConnection();
    await once(connection.socket, "connect");
    connection.state = "open";
    next(connection);
  }

  function openConnection(): Connection {
    const read = createAnswerReader((answer) => {
      const { heard } = connection;
      connection.heard = null;
      heard?.(answer);
    });
    const socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: shared,
        callback(length) {
          try {
            read(shared.subarray(0, length));
            if (connection.heard === null) next(connection);
          } catch (error) {
            if (!(error instanceof UnreadableAnswer)) throw error;
            // No answer of ours: the shop gives a connection up that never asked anything.
            socket.destroy();
          }
          return true;
        },
      },
    });
    const connection: Connection = { socket, heard: null, state: "opening" };
    all.add(connection);
    // What is wrong shows in the answer that does not come.
    socket.on("error", () => undefined);
    socket.on("close", () => lose(connection));
    return connection;
  }

  /** One that ends is replaced, but for one that could not even be opened. When none is left nobody will answer. */
  function lose(connection: Connection): void {
    const wasOpen = connection.state === "open";
    connection.state = "closed";
    all.delete(connection);
    const { heard } = connection;
    connection.heard = null;
    heard?.(null);
    if (isClosed) return;
    if (wasOpen) open().catch(() => undefined);
    else if (all.size === 0) failWaiting();
  }

  function failWaiting(): void {
    for (let left = queue.take(); left !== undefined; left = queue.take()) left.heard(null);
  }

  function next(connection: Connection): void {
    const first = queue.take();
    if (first === undefined) idle.add(connection);
    else ask(connection, first.request, first.heard);
  }

  function ask(connection: Connection, request: string, heard: Heard): void {
    connection.heard = heard;
    connection.socket.write(request, "latin1");
  }

  for (let opened = 0; opened < connections; opened += openAtOnce) {
    await Promise.all(Array.from({ length: Math.min(openAtOnce, connections - opened) }, open));
  }
  return {
    send(request, heard) {
      let connection = idle.take();
      while (connection?.state === "closed") connection = idle.take();
      if (connection !== undefined) ask(connection, request, heard);
      else if (all.size > 0) queue.add({ request, heard });
      else heard(null);
    },
    waiting: queue.size,
    close() {
      isClosed = true;
      for (const { socket } of all) socket.destroy();
    },
  };
}
