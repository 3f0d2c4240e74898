import * as z from "zod";
import type { UploadAnswer } from "../../../domain";
import { answerSchema } from "../answer-schema";

export const upload = answerSchema<UploadAnswer>()(
  "Upload",
  z.strictObject({
    id: z.string(),
    url: z.string().describe("For the images of a sale. Ends in -1080.webp; -360, -720 and .avif are there too."),
    width: z.int().describe("Of the picture at url."),
    height: z.int().describe("Of the picture at url."),
    sizeBytes: z.int().describe("Of the file that was sent."),
  }),
);
