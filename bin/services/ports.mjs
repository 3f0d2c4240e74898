import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152): a port from among those may
 * be somebody's connection by the time a server that takes seconds to start wants it.
 */
const range = { first: 15_000, last: 32_000 };
const triesMax = 50;

/**
 * A TCP port that nobody listens on. It is only free at this moment: callers must be ready to ask again when their server
 * cannot bind it.
 *
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export async function findFreePort(host = "127.0.0.1") {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const port = randomInt(range.first, range.last);
    if ((await probePort(port, host)) === "free") return port;
  }
  throw new Error(`no free port between ${range.first} and ${range.last} after ${triesMax} tries`);
}

/**
 * Whether a server could listen on this port right now. Other failures than "in use" and "not allowed" (a host name
 * that does not resolve, for one) are thrown.
 *
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<"free" | "taken" | "forbidden">}
 */
export function probePort(port, host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? error.code : undefined;
      if (code === "EADDRINUSE") resolve("taken");
      else if (code === "EACCES") resolve("forbidden");
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve("free")));
  });
}
