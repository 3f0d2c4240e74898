import { Redis } from "ioredis";

/** One command on a connection of its own, which asks nothing else before it. */
export async function askRedis(url: string, command: string, ...args: (string | number)[]): Promise<unknown> {
  const client = new Redis(url, { enableReadyCheck: false, maxRetriesPerRequest: 1, commandTimeout: 10_000 });
  client.on("error", () => undefined);
  try {
    return await client.call(command, ...args);
  } finally {
    client.disconnect();
  }
}
