import { EnvError, parseEnv } from "../lib/platform/env";
import { seedDemo } from "./seed/seed-demo";

// `npm start` runs this once, on an empty shop.

try {
  const env = parseEnv(process.env);
  const startedMs = Date.now();
  const { made, sales, orders } = await seedDemo({
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    secret: env.AUTH_SECRET,
    nowMs: startedMs,
  });
  const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1);
  console.log(made ? `Made the demo: ${sales} sales and ${orders} orders in ${seconds} s.` : "The demo is there.");
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
