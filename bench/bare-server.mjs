import { createServer } from "node:http";
import { Redis } from "ioredis";

// The bare parts, each with nothing around it: node:http that says ok; node:http with one script in Redis that takes a
// unit for a shopper at most once and queues an order; node:http with one script that reads. No pass, no ticket, no
// validation, no window, no throttle, no answer worth the name. What a shop adds to this is what it costs.

const redis = new Redis(process.env.REDIS_URL ?? "", { enableAutoPipelining: true });

redis.defineCommand("take", {
  numberOfKeys: 3,
  lua: `
    if redis.call("HEXISTS", KEYS[2], ARGV[1]) == 1 then return "duplicate" end
    local left = tonumber(redis.call("GET", KEYS[1]))
    if left <= 0 then return "sold_out" end
    redis.call("DECR", KEYS[1])
    redis.call("HSET", KEYS[2], ARGV[1], ARGV[2])
    redis.call("XADD", KEYS[3], "*", "shopper", ARGV[1], "key", ARGV[2])
    return "taken"`,
});
redis.defineCommand("look", {
  numberOfKeys: 2,
  lua: `return redis.call("HGET", KEYS[2], ARGV[1]) or redis.call("GET", KEYS[1])`,
});

const ok = JSON.stringify({ ok: true });

/** @param {import("node:http").ServerResponse} response @param {string} body */
function send(response, body) {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

/** @param {import("node:http").IncomingMessage} message @param {import("node:http").ServerResponse} response */
async function take(message, response) {
  let text = "";
  for await (const chunk of message) text += chunk;
  JSON.parse(text);
  const said = await redis.take(
    "stock",
    "shoppers",
    "orders",
    message.headers.cookie,
    message.headers["idempotency-key"],
  );
  send(response, JSON.stringify({ said }));
}

/** The first letters of an address say which part is meant; the same requests go to the shop and here. */
const server = createServer((message, response) => {
  const part = process.env.PART;
  if (part === "ok") {
    if (message.method === "POST") message.resume();
    send(response, ok);
  } else if (message.method === "POST") {
    void take(message, response);
  } else {
    void redis.look("stock", "shoppers", "nobody").then((said) => send(response, JSON.stringify({ said })));
  }
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), "127.0.0.1");
