import { probePort } from "./ports.mjs";
import { ReadableError } from "./processes.mjs";

/**
 * Throws ReadableError when the shop could not listen where it is told to.
 *
 * @param {import("./read-settings.mjs").Settings["env"]} env
 */
export async function requirePort({ PORT, HOST }) {
  let state;
  try {
    state = await probePort(PORT, HOST);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : error;
    throw new ReadableError(`HOST=${JSON.stringify(HOST)}: cannot listen there (${reason})`);
  }
  if (state === "taken") {
    throw new ReadableError(
      `Port ${PORT} is in use: stop the program that uses it, or choose another: PORT=${PORT + 1} npm start`,
    );
  }
  if (state === "forbidden")
    throw new ReadableError(`PORT=${PORT}: this user may not listen there; choose one above 1023`);
}

/**
 * Where we reach the shop ourselves: APP_ORIGIN may be a name that only the outside world knows.
 *
 * @param {import("./read-settings.mjs").Settings["env"]} env
 */
export function addressOf({ HOST, PORT }) {
  const host = HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${PORT}`;
}
