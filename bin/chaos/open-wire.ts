import { connect, createServer, type Socket } from "node:net";

/** A wire between one program and one server, which can fail as networks do. It knows no protocol. */
export interface Wire {
  readonly port: number;
  /** Ends every connection; new ones are taken. */
  cut(): void;
  /** Lets nothing through, in either direction, and tells nobody. */
  freeze(): void;
  /** What the program sends arrives; the first answer ends the connection instead. */
  loseAnswers(): void;
  /** Works again. What was held goes on. */
  heal(): void;
  close(): Promise<void>;
}

/** `host` is this machine. */
export async function openWire(targetPort: number): Promise<Wire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: "well" | "frozen" | "losing" = "well";

  const server = createServer((client) => {
    const upstream = connect(targetPort, "127.0.0.1");
    const pair = [client, upstream] as const;
    pairs.add(pair);
    function end(): void {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    }
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.on("close", end);
    }
    client.on("data", (chunk) => void upstream.write(chunk));
    upstream.on("data", (chunk) => {
      if (state === "losing") end();
      else client.write(chunk);
    });
    if (state === "frozen") hold(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the wire has no port");

  function hold(pair: readonly [Socket, Socket]): void {
    for (const socket of pair) socket.pause();
  }

  function cut(): void {
    for (const [client, upstream] of pairs) {
      client.destroy();
      upstream.destroy();
    }
  }

  return {
    port: address.port,
    cut,
    freeze() {
      state = "frozen";
      for (const pair of pairs) hold(pair);
    },
    loseAnswers() {
      state = "losing";
    },
    heal() {
      state = "well";
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
