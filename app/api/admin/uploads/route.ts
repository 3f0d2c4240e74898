import { answerUpload } from "@/lib/http/answer-upload";
import { route } from "@/lib/wiring";

/** The body is the picture itself. */
export const POST = route({ access: "marketer", scope: "uploads:write" }, ({ services, request, actor }) =>
  answerUpload({ uploads: services.admin.uploads, request, actor }),
);
