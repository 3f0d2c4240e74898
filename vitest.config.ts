import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const servers = "lib/testing/postgres-global-setup.ts";
/** What is waited for comes at once on an idle machine; on a crowded one Vitest's usual second is no time at all. */
const patience = { poll: { timeout: 20_000 } };

export default defineConfig({
  // React's automatic runtime, as in the build.
  oxc: { jsx: { runtime: "automatic" } },
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    root,
    passWithNoTests: true,
    teardownTimeout: 20_000,
    env: { TZ: "UTC", NODE_ENV: "test" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{app,bench,bin,components,lib,prisma,tools}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{integration,shop,lifecycle}.test.ts", "**/node_modules/**"],
          setupFiles: ["lib/testing/fail-on-console.ts"],
          testTimeout: 5_000,
          expect: { poll: { timeout: 4_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{bin,lib,prisma}/**/*.integration.test.ts"],
          setupFiles: ["lib/testing/fail-on-console.ts"],
          globalSetup: [servers],
          // Real servers: each file has its own Redis and database, so more than two at once only slow each other down.
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: patience,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // A whole shop of built processes for each file. Most of it is waiting (for a sale to begin, a hold to end, a
          // server to come back), so two of them share the machine.
          name: "shop",
          include: ["{bin,lib,prisma}/**/*.shop.test.ts"],
          setupFiles: ["lib/testing/fail-on-console.ts"],
          pool: "forks",
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: patience,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          // The commands themselves, started and killed as people do it.
          name: "lifecycle",
          include: ["bin/**/*.lifecycle.test.ts"],
          setupFiles: ["lib/testing/fail-on-console.ts"],
          pool: "forks",
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          expect: patience,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
