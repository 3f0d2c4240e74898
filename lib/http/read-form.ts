import type * as z from "zod";
import type { FieldError } from "../domain";
import type { HttpRequest } from "./message";
import { problemAnswer } from "./problem";
import { bodyBytesMax, invalidRequest, type Read, refuse } from "./read-json";

/** A form's fields by name, each at most once. */
export type FormFields = Readonly<Record<string, string>>;

/** Reads the body of an HTML form. The API's routes do not: they take JSON alone. */
export async function readFields(request: HttpRequest, bytesMax = bodyBytesMax): Promise<Read<FormFields>> {
  const type = request.header("content-type");
  if (type === null || !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    return refuse(problemAnswer("unsupported_media_type", { detail: "Send the body as an HTML form does." }));
  }
  const text = await request.readBody(bytesMax);
  if (text === "too_large") {
    return refuse(problemAnswer("payload_too_large", { detail: `Send at most ${bytesMax} bytes.` }));
  }
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) return refuse(invalidRequest([{ path: name, message: "is there more than once" }]));
    fields.set(name, value);
  }
  return { ok: true, value: Object.fromEntries(fields) };
}

/** Checks fields; what is wrong with them is for the form to say. */
export function checkFields<T>(
  fields: FormFields,
  schema: z.ZodType<T>,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const checked = schema.safeParse(fields);
  if (checked.success) return { ok: true, value: checked.data };
  const errors = checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  return { ok: false, errors };
}

/** For forms whose fields the page itself fills in: one that does not fit was tampered with. */
export async function readForm<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<Read<T>> {
  const fields = await readFields(request);
  if (!fields.ok) return fields;
  const checked = checkFields(fields.value, schema);
  return checked.ok ? checked : refuse(invalidRequest(checked.errors));
}
