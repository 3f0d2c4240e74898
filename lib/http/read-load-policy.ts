import * as z from "zod";
import { buysServedWords } from "../domain";

export const loadPolicySchema = z.strictObject({
  buysServed: z.enum(buysServedWords, { error: `must be one of ${buysServedWords.join(", ")}` }),
});
