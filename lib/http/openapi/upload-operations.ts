import * as z from "zod";
import { uploadBounds } from "../../domain";
import { upload } from "./answers/upload-answers";
import { type Operation, ok } from "./operation";

/** Pictures of products. */
export const uploadOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/admin/uploads",
    access: "marketer",
    scope: "uploads:write",
    summary: "Store a picture in every size",
    query: {
      fileName: {
        description: "Remembered with the picture.",
        schema: z.string().min(1).max(uploadBounds.fileNameCharactersMax),
      },
      crop: {
        description: "x,y,width,height of a 4:5 part, in pixels of the upright picture; the middle when left out.",
        schema: z.string().regex(/^\d{1,5},\d{1,5},\d{1,5},\d{1,5}$/),
      },
    },
    body: {
      contentTypes: ["image/jpeg", "image/png", "image/webp", "image/avif"],
      description: "The picture itself, at most 10 MB and 50 million pixels.",
      binary: true,
    },
    answers: { 201: ok(upload, "It is stored, and its address is known.") },
    problems: ["unsupported_media_type"],
  },
];
