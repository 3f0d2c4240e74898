import { respondEnvironment } from "@/lib/http/respond-environment";
import { route } from "@/lib/wiring";

export const GET = route({ access: "marketer", scope: "sales:read" }, ({ services }) =>
  respondEnvironment(services.clock, services.testTools !== null, services.appOrigin),
);
