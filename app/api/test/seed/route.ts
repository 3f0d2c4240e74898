import { seedTestScenario } from "@/lib/http/respond-test-tools";
import { route } from "@/lib/wiring";

/** Sets up a named state and says what it made; 404 unless the test tools are on. */
export const POST = route({ access: "public", crossSite: "test_tools" }, ({ services, request }) =>
  seedTestScenario(services.testTools, request),
);
