import type { TokenKeys } from "../accounts/tokens/keys";
import type { TestTools } from "../http/respond-test-tools";
import type { Clock } from "../platform/clock";
import type { RedisClient } from "../platform/redis";
import { moveClock } from "../platform/shared-clock";
import { clockMoveSchema, planClockMove } from "./plan-clock-move";
import { type SeedParts, seedScenario, seedSchema } from "./seed-scenario";

export interface TestToolsParts extends SeedParts {
  readonly redis: RedisClient;
  readonly clock: Clock;
  readonly keys: TokenKeys;
}

/** What QA drives a shop with. Loaded only when ZEROHOUR_TEST_TOOLS is 1; a real shop never has this code running. */
export function createTestTools(parts: TestToolsParts): TestTools {
  return {
    clockMoveSchema,
    seedSchema,
    async moveClock(move) {
      const spec = planClockMove(clockMoveSchema.parse(move), parts.clock.spec(), Date.now());
      await moveClock(parts.redis, spec);
      const nowMs = parts.clock.nowMs();
      return { now: new Date(nowMs).toISOString(), frozen: spec.startsWith("="), offsetMs: nowMs - Date.now() };
    },
    seed: (wish) => seedScenario(parts, seedSchema.parse(wish)),
  };
}
