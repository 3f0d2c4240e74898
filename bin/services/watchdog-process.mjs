import { stopLeftovers } from "./leftovers.mjs";

// Run by watchdog.mjs. Reads lists of processes, one JSON line each, the last one counts; when the input ends, whoever
// wrote them is gone, and what still lives of the last list is stopped.

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => undefined);

let text = "";
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk) => {
  text += chunk;
  // All but the last complete line are out of date.
  const lines = text.split("\n");
  if (lines.length > 2) text = lines.slice(-2).join("\n");
});
process.stdin.on("end", async () => {
  const last = text.split("\n").findLast((line) => line !== "");
  if (last !== undefined) await stopLeftovers(JSON.parse(last));
});
