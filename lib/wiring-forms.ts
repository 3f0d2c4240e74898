import { createFormRoute } from "./http/form-route";
import { services } from "./wiring";

/** Builds what HTML forms are sent to, with its access rule; see http/form-route. */
export const formRoute = createFormRoute(services);
