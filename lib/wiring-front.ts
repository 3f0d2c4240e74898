import { readFileSync } from "node:fs";
import { join } from "node:path";
import { capturePage, type RequestHandler } from "./http/capture-page";
import { followLoadPolicy } from "./http/follow-load-policy";
import type { Front } from "./http/listen";
import { createLoadGuard, watchLoop } from "./http/load-guard";
import { createLoadMetrics } from "./http/load-metrics";
import { createPageCache, type PageCache, type PageWord } from "./http/page-cache";
import { stampOfStored } from "./http/page-store";
import { createMakeOnce } from "./platform/make-once";
import { createSeldom } from "./platform/seldom";
import { createKnownSlugs } from "./sales/known-slugs";
import { pageStamp } from "./sales/page-stamp";
import { readLoadPolicy } from "./sales/settings/load-policy";
import type { Core } from "./wiring-core";

/** What one process rendered is of use to the others in these seconds; later each has it. */
const sharedKeptMs = 10_000;
/** Longer than a rendering takes on a busy machine; then the others render too. */
const sharedWaitMs = 500;
const failureSilenceMs = 10_000;
/** How soon a process follows what people decide about a crowd; one small query. */
const policyEveryMs = 1_000;

/** What stands before everything else in a web process. In development the framework renders every page anew, so that changes show at once. */
export function openFront(core: Core, render: RequestHandler): Front {
  const guard = createLoadGuard();
  const count = createLoadMetrics(core.metrics.registry, guard);
  watchLoop(guard);
  const seldom = createSeldom(failureSilenceMs);
  followLoadPolicy({
    guard,
    read: () => readLoadPolicy(core.pool),
    everyMs: policyEveryMs,
    onError(error) {
      const quiet = seldom(error instanceof Error ? error.message : String(error));
      if (quiet !== null) core.logger.warn({ err: error, quiet }, "how many buys to let in could not be read");
    },
  });
  const pages = core.env.NODE_ENV === "development" ? null : openPages(core, render, count.page);
  return { pages, guard, onRefused: count.refused };
}

/** The finished pages of a web process, rendered by the framework's handler. */
function openPages(core: Core, render: RequestHandler, count: (word: PageWord) => void): PageCache {
  const { board, clock, pool, redis, env, logger } = core;
  const host = new URL(env.APP_ORIGIN).host;
  const seldom = createSeldom(failureSilenceMs);
  return createPageCache({
    stampOf: pageStamp(board, clock),
    stampOfRendered: stampOfStored,
    isKnownSlug: createKnownSlugs({ pool, board, realNowMs: Date.now }),
    render: (path) => capturePage(render, path, host),
    // Pages name the scripts of their build, and two builds may run side by side during a deploy.
    makeOnce: createMakeOnce({
      redis,
      prefix: `zerohour:page:${readBuild()}:`,
      keptMs: sharedKeptMs,
      waitMs: sharedWaitMs,
    }),
    onError(error) {
      const quiet = seldom(error instanceof Error ? error.message : String(error));
      if (quiet !== null) logger.error({ err: error, quiet }, "a page could not be rendered");
    },
    count,
  });
}

function readBuild(): string {
  return readFileSync(join(process.cwd(), ".next", "BUILD_ID"), "utf8").trim();
}
