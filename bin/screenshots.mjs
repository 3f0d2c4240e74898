import { requireNode } from "./services/require-node.mjs";

// npm run screenshots: takes the README's pictures from a running shop, with a shopper of its own who really buys.
// Wants the demo (`npm start`); SHOP names another address than http://localhost:3000.

requireNode();
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  const { takeScreenshots } = await import("./screenshots/take-screenshots.mjs");
  await takeScreenshots((process.env.SHOP ?? "http://localhost:3000").replace(/\/$/, ""));
});
