import { respondOpenapi } from "@/lib/http/openapi/respond-openapi";
import { route } from "@/lib/wiring";

/** The API in OpenAPI 3.1, made from the schemas that validate. */
export const GET = route({ access: "public" }, ({ services, request }) => respondOpenapi(services, request));
