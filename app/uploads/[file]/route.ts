import { respondPicture } from "@/lib/http/respond-upload";
import { route } from "@/lib/wiring";

/** A picture that somebody uploaded, in one of its sizes. */
export const GET = route<{ file: string }>({ access: "public" }, ({ services, request, params }) =>
  respondPicture(request, params.file, services.admin.uploads),
);
