import { createServer } from "node:net";

/**
 * Asks the system for a TCP port that nobody listens on.
 * The port is only free at this moment: callers must be ready to ask again when their server cannot bind it.
 *
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export function findFreePort(host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host, exclusive: true }, () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
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
