import * as z from "zod";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, refuse } from "./read-json";

export interface LogFilterInput {
  readonly object: string | null;
  readonly actorId: string | null;
  readonly verb: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

export interface LogPage extends LogFilterInput {
  readonly before: string | null;
}

const time = z.iso.datetime({ offset: true, error: "must be a time such as 2026-11-27T09:00:00.000Z" });

export const logFilterShape = {
  object: z
    .string()
    .regex(/^[a-z_]{1,32}(:[^\p{Cc}]{1,128})?$/u, "must be a kind and a name such as sale:my-sale, or a kind"),
  actor: z.string().regex(/^[0-9A-Za-z]{1,64}$/, "must be an account's id"),
  verb: z.string().regex(/^[a-z_]{1,32}$/, "must be a word such as publish"),
  from: time,
  to: time,
};

export const logCursor = z.string().regex(/^\d{1,18}$/, "must be a cursor from next");

const filterSchema = z.object(logFilterShape).partial();
const pageSchema = filterSchema.extend({ before: logCursor.optional() });
const partSchema = z.object({ after: logCursor.optional() });

/** `?object=sale:my-sale&actor=<account id>&verb=publish&from=<time>&to=<time>`; what is empty does not count. */
export function readLogFilter(request: HttpRequest): Read<LogFilterInput> {
  const query = readQuery(request, filterSchema);
  return query.ok ? { ok: true, value: filterOf(query.value) } : query;
}

/** The filter and `&before=<cursor>` */
export function readLogPage(request: HttpRequest): Read<LogPage> {
  const query = readQuery(request, pageSchema);
  if (!query.ok) return query;
  return { ok: true, value: { ...filterOf(query.value), before: query.value.before ?? null } };
}

/** `?after=<cursor>` */
export function readLogPart(request: HttpRequest): Read<string | null> {
  const query = readQuery(request, partSchema);
  return query.ok ? { ok: true, value: query.value.after ?? null } : query;
}

/** Whether it can be an entry's id; another text is no entry. */
export function isLogId(text: string): boolean {
  return logCursor.safeParse(text).success;
}

function readQuery<T>({ searchParams }: HttpRequest, schema: z.ZodType<T>): Read<T> {
  const given = [...searchParams].filter(([, value]) => value !== "");
  const checked = schema.safeParse(Object.fromEntries(given));
  if (checked.success) return { ok: true, value: checked.data };
  return refuse(
    invalidRequest(checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }))),
  );
}

function filterOf(query: z.infer<typeof filterSchema>): LogFilterInput {
  return {
    object: query.object ?? null,
    actorId: query.actor ?? null,
    verb: query.verb ?? null,
    fromMs: query.from === undefined ? null : Date.parse(query.from),
    toMs: query.to === undefined ? null : Date.parse(query.to),
  };
}
