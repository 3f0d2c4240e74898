import cluster from "node:cluster";
import next from "next";
import { formRoutes } from "./app/(plain)/form-routes";
import { hotRoutes } from "./app/api/hot-routes";
import { createHotLane } from "./lib/http/hot-lane";
import { closeServer, listenTo } from "./lib/http/listen";
import { type Env, parseEnv } from "./lib/platform/env";
import { forkProcesses } from "./lib/platform/fork-processes";
import { createLogger } from "./lib/platform/logger";
import { stopOnSignal } from "./lib/platform/shutdown";
import { startProcess } from "./lib/platform/start-process";
import { services } from "./lib/wiring";
import { openFront } from "./lib/wiring-front";

// A web process. Hot routes, forms and finished pages are answered here, everything else by Next. With WEB_CONCURRENCY > 1 this process only
// forks others like it, which share the port.

const stopDeadlineMs = 9_000;
const drainMs = 5_000;

startProcess(async () => {
  const env = parseEnv(process.env);
  if (cluster.isPrimary && env.WEB_CONCURRENCY > 1) await supervise(env);
  else await serve(env);
});

async function supervise(env: Env): Promise<void> {
  const logger = createLogger({ level: env.LOG_LEVEL, process: "web-parent" });
  const forked = forkProcesses(env.WEB_CONCURRENCY, logger);
  const steps = [{ name: "web processes", run: () => forked.stop(stopDeadlineMs - 1_000) }];
  stopOnSignal({ steps, logger, deadlineMs: stopDeadlineMs });
}

async function serve(env: Env): Promise<void> {
  const { core } = await services();
  const development = env.NODE_ENV === "development";
  const app = next({ dev: development, dir: process.cwd(), hostname: env.HOST, port: env.PORT });
  await app.prepare();
  const render = app.getRequestHandler();
  const server = await listenTo({
    front: openFront(core, render),
    host: env.HOST,
    port: env.PORT,
    hotLane: development ? null : createHotLane(hotRoutes),
    forms: createHotLane(formRoutes),
    next: render,
    onError: (error) => core.logger.error({ err: error }, "a request failed outside its route"),
  });
  core.logger.info({ host: env.HOST, port: env.PORT }, "serving");
  stopOnSignal({
    // Requests first, then what they need.
    steps: [
      { name: "requests", run: () => closeServer(server, drainMs) },
      { name: "next", run: () => app.close() },
      { name: "connections", run: () => core.close() },
    ],
    logger: core.logger,
    deadlineMs: stopDeadlineMs,
  });
}
