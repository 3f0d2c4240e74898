import { Agent, request } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { ReadableError } from "../bin/services/processes.mjs";

// What happens behind the answer: orders booked from the stream, and how soon a shopper hears of it.

const perSecond = 2_000;
/** One attempt in so many is followed until its order is there. */
const followedEvery = 10;
const lookEveryMs = 25;
const giveUpMs = 20_000;

/**
 * Sends wishes to buy at a fixed rate, whether answers come or not, and follows some of them by their polls. The time is
 * counted from the moment a wish was due, so a server that stalls cannot hide it.
 *
 * @param {object} parts
 * @param {number} parts.port
 * @param {any} parts.shopSide
 * @param {string} parts.origin
 * @param {number} parts.seconds
 * @returns {Promise<{ perSecond: number, p50Ms: number, p99Ms: number, followed: number }>}
 */
export async function measureVisible({ port, shopSide, origin, seconds }) {
  const count = perSecond * seconds;
  const sale = await shopSide.openSale({ stock: count });
  const buyers = await shopSide.makeBuyers(sale, count);
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const waits = /** @type {number[]} */ ([]);
  const following = /** @type {Promise<void>[]} */ ([]);

  const beganMs = performance.now();
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.floor(((performance.now() - beganMs) / 1_000) * perSecond));
    for (; sent < due; sent += 1) following.push(buy(buyers[sent], sent, beganMs + (sent / perSecond) * 1_000));
    await delay(1);
  }
  await Promise.all(following);
  agent.destroy();
  waits.sort((a, b) => a - b);
  return { perSecond, p50Ms: quantile(waits, 0.5), p99Ms: quantile(waits, 0.99), followed: waits.length };

  /** @param {{ cookie: string, ticket: string, key: string }} buyer @param {number} number @param {number} dueMs */
  async function buy(buyer, number, dueMs) {
    const headers = {
      Cookie: buyer.cookie,
      Origin: origin,
      "Content-Type": "application/json",
      "Idempotency-Key": buyer.key,
    };
    const reply = await send(`/api/sales/${sale.slug}/attempts/${buyer.ticket}`, "POST", headers, "{}");
    if (reply.status !== 202) throw new ReadableError(`A wish to buy was answered ${reply.status}: ${reply.text}`);
    if (number % followedEvery !== 0) return;
    const { attemptId } = JSON.parse(reply.text);
    for (;;) {
      const seen = await send(`/api/attempts/${attemptId}`, "GET", { Cookie: buyer.cookie }, "");
      const waitedMs = performance.now() - dueMs;
      if (seen.status === 200 && JSON.parse(seen.text).state === "reserved") {
        waits.push(waitedMs);
        return;
      }
      if (waitedMs > giveUpMs) throw new ReadableError(`An order was not there after ${giveUpMs} ms: ${seen.text}`);
      await delay(lookEveryMs);
    }
  }

  /**
   * @param {string} path
   * @param {string} method
   * @param {Record<string, string>} headers
   * @param {string} body
   * @returns {Promise<{ status: number, text: string }>}
   */
  function send(path, method, headers, body) {
    return new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, method, headers, agent }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk) => {
          text += chunk;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share
 */
function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
