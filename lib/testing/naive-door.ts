import { createServer } from "node:http";
import { Redis } from "ioredis";
import { createBarrier } from "./barrier";
import { createHttpClient, type HttpClient } from "./http-client";

/**
 * The negative control: a shop that looks at the stock and then takes one, in two steps. The first `looking` shoppers
 * look before any of them takes, as a crowd at a start does. It must oversell, or the crowd of the tests beside it
 * would prove nothing.
 */
export async function openNaiveDoor(
  redisUrl: string,
  units: number,
  looking: number,
): Promise<{ readonly client: HttpClient; close(): Promise<void> }> {
  const redis = new Redis(redisUrl);
  const key = "naive:stock";
  await redis.set(key, units);
  const everybodyLooked = createBarrier(looking);
  const server = createServer((_request, response) => {
    void takeOne().then((taken) => response.writeHead(taken ? 202 : 409).end());
  });
  async function takeOne(): Promise<boolean> {
    const left = Number(await redis.get(key));
    await everybodyLooked();
    if (left < 1) return false;
    await redis.decr(key);
    return true;
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the naive door has no port");
  const client = createHttpClient(`http://127.0.0.1:${address.port}`);
  return {
    client,
    async close() {
      client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await redis.del(key);
      redis.disconnect();
    },
  };
}
