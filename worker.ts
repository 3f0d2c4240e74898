import { hostname } from "node:os";
import { serveHealth } from "./lib/http/serve-health";
import { heartbeatLoop } from "./lib/platform/heartbeat";
import { startLoop } from "./lib/platform/loop";
import { stopOnSignal } from "./lib/platform/shutdown";
import { startProcess } from "./lib/platform/start-process";
import { openCore } from "./lib/wiring-core";
import { openWorkerLoops } from "./lib/wiring-worker";

// A worker process: the loops that turn what the gate accepted into orders, and everything that happens by time.

const poolMax = 12;
const stopDeadlineMs = 9_000;
const drainMs = 5_000;
/** A loop that failed this often in a row, or hangs, makes the process unhealthy. */
const failuresMax = 5;

startProcess(async () => {
  const core = await openCore({ processName: "worker", poolMax });
  const { loops, close } = await openWorkerLoops(core);
  const working = loops.map((loop) => startLoop(loop, core.logger));
  const heartbeat = heartbeatLoop({
    redis: core.redis,
    worker: `${hostname()}-${process.pid}`,
    loops: () => working.map((loop) => loop.health()),
    startedAtMs: Date.now(),
  });
  const running = [...working, startLoop(heartbeat, core.logger)];
  const report = () => {
    const states = running.map((loop) => loop.health());
    for (const { name, failures, isHanging } of states) {
      core.metrics.loopFailures.set({ loop: name }, failures);
      core.metrics.loopHanging.set({ loop: name }, isHanging === true ? 1 : 0);
    }
    return { well: states.every((state) => state.failures < failuresMax && state.isHanging !== true), loops: states };
  };
  const port = core.env.WORKER_HEALTH_PORT;
  const health =
    port === undefined ? null : await serveHealth({ host: core.env.HOST, port }, report, core.metrics.registry);
  core.logger.info({ loops: loops.map((loop) => loop.name) }, "working");
  stopOnSignal({
    // Loops finish their round, so nothing is left half done; then what they need.
    steps: [
      { name: "loops", run: () => Promise.all(running.map((loop) => loop.stop(drainMs))) },
      { name: "health", run: async () => health?.close() },
      { name: "blocking reads", run: async () => close() },
      { name: "connections", run: () => core.close() },
    ],
    logger: core.logger,
    deadlineMs: stopDeadlineMs,
  });
});
