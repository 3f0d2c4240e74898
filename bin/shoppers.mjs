import { requireNode } from "./services/require-node.mjs";

// npm run --silent shoppers -- --count N [--offset K] [--role shopper|marketer|admin]
// Standard output is for the JSON lines alone; everything else is told on standard error.

requireNode();
const { runMain } = await import("./services/run-main.mjs");

await runMain(async () => {
  const { readOptions } = await import("./shoppers/read-options.mjs");
  const options = readOptions(process.argv.slice(2));
  const { findShop } = await import("./shoppers/find-shop.mjs");
  const shop = findShop(process.env);
  const { printShoppers } = await import("./shoppers/print-shoppers.mjs");
  await printShoppers(shop, options);
});
