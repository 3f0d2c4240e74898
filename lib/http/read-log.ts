import type { HttpRequest } from "./message";
import { invalidRequest, type Read, refuse } from "./read-json";

export interface LogPage {
  readonly object: string | null;
  readonly actorId: string | null;
  readonly before: string | null;
}

/** `?object=sale:my-sale&actor=<account id>&before=<cursor>` */
export function readLogPage({ searchParams }: HttpRequest): Read<LogPage> {
  const object = searchParams.get("object");
  const actorId = searchParams.get("actor");
  const before = searchParams.get("before");
  const errors = [];
  if (object !== null && !/^[a-z]{1,32}:[^\p{Cc}]{1,128}$/u.test(object)) {
    errors.push({ path: "object", message: "must be a kind and a name such as sale:my-sale" });
  }
  if (actorId !== null && !/^[0-9A-Za-z]{1,64}$/.test(actorId)) {
    errors.push({ path: "actor", message: "must be an account's id" });
  }
  if (before !== null && !/^\d{1,18}$/.test(before))
    errors.push({ path: "before", message: "must be a cursor from next" });
  return errors.length > 0 ? refuse(invalidRequest(errors)) : { ok: true, value: { object, actorId, before } };
}
