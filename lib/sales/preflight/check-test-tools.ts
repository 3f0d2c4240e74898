import type { Clock } from "../../platform/clock";
import { blocking, type Finding, fine } from "./finding";

export interface TestToolsParts {
  readonly testTools: boolean;
  readonly clock: Pick<Clock, "spec">;
}

type State = { readonly word: "off" } | { readonly word: "on" } | { readonly word: "clock_moved" };

/** The tools that move the shop's clock and set up states are for tests: nothing is real while they are on. */
export async function checkTestTools(parts: TestToolsParts): Promise<Finding> {
  const state = stateOf(parts);
  switch (state.word) {
    case "off":
      return fine("Test tools are off.");
    case "on":
      return blocking("Test tools are on, so anybody can move the clock. Start the shop without ZEROHOUR_TEST_TOOLS.");
    case "clock_moved":
      return blocking("The test clock is moved: the shop does not open at the real time. Set it back.");
  }
}

function stateOf({ testTools, clock }: TestToolsParts): State {
  if (!testTools) return { word: "off" };
  return clock.spec() === "+0" ? { word: "on" } : { word: "clock_moved" };
}
