import type * as z from "zod";
import type { FieldError } from "../domain";
import type { Answer, HttpRequest } from "./message";
import { problemAnswer } from "./problem";

export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

/** Bodies of shoppers are small; the longest, a sign-up, is under 1 kB. */
export const bodyBytesMax = 4_096;

/** Reads a JSON body and checks it; an empty body counts as `{}`. Unknown fields are refused by strict schemas. */
export async function readJson<T>(
  request: HttpRequest,
  schema: z.ZodType<T>,
  bytesMax = bodyBytesMax,
): Promise<Read<T>> {
  const type = request.header("content-type");
  if (type === null || !/^application\/json\s*(;|$)/i.test(type)) {
    return refuse(problemAnswer("unsupported_media_type"));
  }
  const text = await request.readBody(bytesMax);
  if (text === "too_large") {
    return refuse(problemAnswer("payload_too_large", { detail: `Send at most ${bytesMax} bytes.` }));
  }
  let parsed: unknown;
  try {
    parsed = text === "" ? {} : JSON.parse(text);
  } catch {
    return refuse(invalidRequest([{ path: "", message: "is not valid JSON" }]));
  }
  const checked = schema.safeParse(parsed);
  return checked.success
    ? { ok: true, value: checked.data }
    : refuse(
        invalidRequest(checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }))),
      );
}

export function invalidRequest(errors: readonly FieldError[]): Answer {
  return problemAnswer("invalid_request", { errors });
}

export function refuse<T>(answer: Answer): Read<T> {
  return { ok: false, answer };
}
