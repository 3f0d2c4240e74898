import { moveTestClock } from "@/lib/http/respond-test-tools";
import { route } from "@/lib/wiring";

/** Moves the one clock of all processes; 404 unless the test tools are on. */
export const POST = route({ access: "public", crossSite: "test_tools" }, ({ services, request }) =>
  moveTestClock(services.testTools, request),
);
