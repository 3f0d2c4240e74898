import { connect, createServer, type Socket } from "node:net";

/** What a program asks of a server, or what the server answers. */
export type Direction = "asked" | "answered";

/** A wire between one program and one server, which can fail as networks do. It knows no protocol. */
export interface Wire {
  readonly port: number;
  /** Ends every connection; new ones are taken. */
  cut(): void;
  /** Lets nothing through and tells nobody, in one direction or in both. */
  freeze(direction?: Direction): void;
  /** What the program sends arrives; the first answer ends the connection instead. */
  loseAnswers(): void;
  /** The same, only of what holds one of these words, in whatever case. */
  loseAnswersTo(words: readonly string[]): void;
  /** Whatever is said takes so much longer on its way, in each direction. */
  delay(ms: number): void;
  /** Leads to another server from now on, as an address that is moved does. Connections end. */
  leadTo(port: number): void;
  /** Works again. What was held goes on. */
  heal(): void;
  close(): Promise<void>;
}

type State =
  | { readonly word: "well" }
  | { readonly word: "frozen"; readonly directions: readonly Direction[] }
  | { readonly word: "losing"; readonly words: readonly string[] };

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** `host` is this machine. */
export async function openWire(firstPort: number): Promise<Wire> {
  const pairs = new Set<Pair>();
  let state: State = { word: "well" };
  let delayMs = 0;
  let targetPort = firstPort;

  const server = createServer((client) => {
    const pair = { client, upstream: connect(targetPort, "127.0.0.1") };
    const { upstream } = pair;
    pairs.add(pair);
    function end(): void {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    }
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      socket.on("error", end);
      socket.on("close", end);
    }
    const ask = carry(upstream, () => delayMs);
    const answer = carry(client, () => delayMs);
    let isDoomed = false;
    client.on("data", (chunk) => {
      if (state.word === "losing" && holdsOneOf(chunk, state.words)) isDoomed = true;
      ask(chunk);
    });
    upstream.on("data", (chunk) => {
      if (isDoomed) end();
      else answer(chunk);
    });
    hold(pair);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the wire has no port");

  function hold({ client, upstream }: Pair): void {
    if (state.word !== "frozen") return;
    if (state.directions.includes("asked")) client.pause();
    if (state.directions.includes("answered")) upstream.pause();
  }

  function cut(): void {
    for (const { client, upstream } of pairs) {
      client.destroy();
      upstream.destroy();
    }
  }

  return {
    port: address.port,
    cut,
    freeze(direction) {
      state = { word: "frozen", directions: direction === undefined ? ["asked", "answered"] : [direction] };
      for (const pair of pairs) hold(pair);
    },
    loseAnswers() {
      state = { word: "losing", words: [""] };
    },
    loseAnswersTo(words) {
      state = { word: "losing", words: words.map((word) => word.toLowerCase()) };
    },
    delay(ms) {
      delayMs = ms;
    },
    leadTo(port) {
      targetPort = port;
      cut();
    },
    heal() {
      state = { word: "well" };
      delayMs = 0;
      for (const { client, upstream } of pairs) {
        client.resume();
        upstream.resume();
      }
    },
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function holdsOneOf(chunk: Buffer, words: readonly string[]): boolean {
  const text = chunk.toString("latin1").toLowerCase();
  return words.some((word) => text.includes(word));
}

/** Hands on what it is given, in order, each piece as late as the wire is slow when it comes. */
function carry(to: Socket, delayMs: () => number): (chunk: Buffer) => void {
  const late: { readonly chunk: Buffer; readonly dueMs: number }[] = [];

  function handOn(): void {
    for (let first = late[0]; first !== undefined; first = late[0]) {
      const waitMs = first.dueMs - performance.now();
      if (waitMs > 0) {
        setTimeout(handOn, waitMs);
        return;
      }
      late.shift();
      to.write(first.chunk);
    }
  }

  return (chunk) => {
    const waitMs = delayMs();
    if (waitMs === 0 && late.length === 0) {
      to.write(chunk);
      return;
    }
    late.push({ chunk, dueMs: Math.max(late.at(-1)?.dueMs ?? 0, performance.now() + waitMs) });
    if (late.length === 1) handOn();
  };
}
