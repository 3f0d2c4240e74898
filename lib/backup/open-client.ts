import { Socket } from "node:net";
import pg from "pg";

/** A connection of its own for hours of copying: a statement may take as long as it takes. */
export async function openClient(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: "zerohour-backup",
    connectionTimeoutMillis: 10_000,
    statement_timeout: 0,
    // Behind a migration that rewrites a table we give up, instead of making everybody else wait behind us.
    lock_timeout: 10_000,
    idle_in_transaction_session_timeout: 0,
    keepAlive: true,
  });
  client.on("error", () => undefined); // the query that meets the lost connection reports it
  await client.connect();
  return client;
}

/** Ends the connection when the server says nothing for so long: a frozen one would hang us for ever. 0 waits without end. */
export function limitSilence(client: pg.Client, silenceMs: number): void {
  const { stream } = client.connection;
  if (!(stream instanceof Socket)) return;
  stream.removeAllListeners("timeout");
  stream.setTimeout(silenceMs, () => {
    stream.destroy(new Error(`PostgreSQL has not answered for ${Math.round(silenceMs / 1_000)} s.`));
  });
}

/** Whatever is under way ends with the signal; PostgreSQL notices by itself. */
export function stopAtSignal(client: pg.Client, signal: AbortSignal): () => void {
  const stop = () => client.connection.stream.destroy();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}
