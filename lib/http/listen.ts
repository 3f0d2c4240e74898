import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { locatePage } from "../domain";
import { type FinishedPage, sendPage } from "./finished-page";
import type { HotLane } from "./hot-lane";
import type { LoadGuard } from "./load-guard";
import type { Answer } from "./message";
import { NodeRequest, sendNode } from "./node";
import type { PageCache } from "./page-cache";
import { problemAnswer } from "./problem";
import { classOfRequest, type RequestClass } from "./request-class";
import { type BusyReader, sendBusy } from "./send-busy";
import { createSendTogether } from "./send-together";

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Null in development, where Next answers everything so that changes show at once. */
  readonly hotLane: HotLane | null;
  /** What HTML forms are sent to, each at the address of the page it stands on. */
  readonly forms?: HotLane;
  readonly next: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** What stands before both; a test of something else may do without. */
  readonly front?: Front;
  readonly onError: (error: unknown) => void;
}

export interface Front {
  /** Finished pages in memory; null in development. */
  readonly pages: PageCache | null;
  readonly guard: LoadGuard;
  readonly onRefused: (requestClass: RequestClass) => void;
}

/**
 * Slow clients must not hold connections: headers within 10 s, the whole request within 15 s. Behind a balancer
 * its idle time-out should be shorter than our keep-alive, or it may send into a closing connection.
 */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 15_000;
/** Node looks for those that are overdue only this often, every 30 s unless told. */
const timeoutsCheckedMs = 2_000;
const keepAliveTimeoutMs = 65_000;
const headerBytesMax = 16_384;

/** Starts serving; rejects when the port is taken. */
export function listenTo(options: ListenOptions): Promise<Server> {
  const together = createSendTogether(options.onError);
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: timeoutsCheckedMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      maxHeaderSize: headerBytesMax,
      noDelay: true,
    },
    (message, response) => serve({ options, together, server, message, response }),
  );
  // Nothing here speaks another protocol. Next would take such a socket and leave it open, beyond every time-out;
  // only its development server has a use for them.
  if (options.hotLane !== null) server.on("upgrade", (_message, socket) => socket.end(noUpgrade));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve(server);
    });
  });
}

const noUpgrade = "HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/** One request and who serves it. */
interface Exchange {
  readonly options: ListenOptions;
  readonly together: (send: () => void) => void;
  readonly server: Server;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/** Refuses what there is no room for before anything of it is read; else answers it. */
function serve(exchange: Exchange): void {
  const { options, server, message, response } = exchange;
  const url = message.url ?? "/";
  const mark = url.indexOf("?");
  const pathname = mark === -1 ? url : url.slice(0, mark);
  const requestClass = classOfRequest(message.method, pathname);
  const { front } = options;
  if (front?.guard.enter(requestClass) === false) {
    front.onRefused(requestClass);
    sayIfLast(server, response);
    sendBusy(response, front.guard.retryAfterMs(), readerOf(message, pathname), locatePage(pathname).locale);
    return;
  }
  const done = () => front?.guard.leave(requestClass);
  function fail(error: unknown): void {
    done();
    options.onError(error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
  try {
    const sending = dispatch(exchange, pathname, mark === -1 ? "" : url.slice(mark));
    if (sending === undefined) done();
    else sending.then(done, fail);
  } catch (error) {
    fail(error);
  }
}

function readerOf(message: IncomingMessage, pathname: string): BusyReader {
  if (pathname.startsWith("/api/")) return "program";
  return message.method === "POST" ? "form" : "page";
}

/** With a promise only where something must be waited for; `search` begins with its question mark, or is empty. */
function dispatch(exchange: Exchange, pathname: string, search: string): Promise<void> | undefined {
  const { options, message } = exchange;
  if (!isPath(pathname)) {
    return sendAnswer(exchange, problemAnswer("invalid_request", { detail: "This is no address of a page." }));
  }
  if (options.hotLane !== null && pathname.startsWith("/api/")) {
    const said = options.hotLane.answer(new NodeRequest(message, pathname, search));
    return sendSaid(exchange, said ?? problemAnswer("not_found"));
  }
  const form = message.method === "POST" ? options.forms?.answer(new NodeRequest(message, pathname, search)) : null;
  if (form !== null && form !== undefined) return sendSaid(exchange, form);
  const found = options.front?.pages?.find(message, pathname, search) ?? null;
  return found instanceof Promise ? found.then((page) => sendFound(exchange, page)) : sendFound(exchange, found);
}

function sendSaid(exchange: Exchange, said: Answer | Promise<Answer>): Promise<void> | undefined {
  return said instanceof Promise ? said.then((answer) => sendAnswer(exchange, answer)) : sendAnswer(exchange, said);
}

function sendAnswer(exchange: Exchange, answer: Answer): Promise<void> | undefined {
  const { server, message, response, together } = exchange;
  if (answer.stream !== undefined) {
    sayIfLast(server, response);
    return sendNode(message, response, answer);
  }
  together(() => {
    sayIfLast(server, response);
    sendNode(message, response, answer);
  });
  return undefined;
}

function sendFound(exchange: Exchange, page: FinishedPage | null): Promise<void> | undefined {
  const { options, server, message, response, together } = exchange;
  if (page === null) {
    sayIfLast(server, response);
    return options.next(message, response);
  }
  together(() => {
    sayIfLast(server, response);
    sendPage(message, response, page);
  });
  return undefined;
}

/** During a stop the connection ends with this answer; whoever is not told would send the next request into nothing. */
function sayIfLast(server: Server, response: ServerResponse): void {
  if (!server.listening) response.setHeader("Connection", "close");
}

/** Whether it can be an address here: a path whose escapes are text, and not one that no database can store. */
function isPath(pathname: string): boolean {
  if (!pathname.startsWith("/")) return false;
  if (!pathname.includes("%")) return true;
  try {
    return !decodeURIComponent(pathname).includes("\0");
  } catch {
    return false;
  }
}

/** Stops taking connections and waits for requests under way, at most until the deadline; then cuts the rest. */
export async function closeServer(server: Server, deadlineMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), deadlineMs);
  await closed;
  clearTimeout(cut);
}
