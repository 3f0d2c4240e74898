import * as z from "zod";
import { type AccountStatus, accountStatuses, type FieldError, levelMax, type Role, roles } from "../domain";
import { count, hiddenCharacters } from "./fields";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, readJson, refuse } from "./read-json";

export interface AdminUsersPage {
  readonly search: string;
  readonly role: Role | null;
  readonly status: AccountStatus | null;
  readonly page: number;
}

const searchCharactersMax = 100;

/** `?q=li&role=marketer&status=active&page=1` */
export function readAdminUsersPage({ searchParams }: HttpRequest): Read<AdminUsersPage> {
  const errors: FieldError[] = [];
  const search = (searchParams.get("q") ?? "").trim();
  if (search.length > searchCharactersMax || hiddenCharacters.test(search)) {
    errors.push({ path: "q", message: `must be at most ${searchCharactersMax} visible characters` });
  }
  const roleText = searchParams.get("role") ?? "all";
  const role = roles.find((known) => known === roleText) ?? null;
  if (role === null && roleText !== "all") {
    errors.push({ path: "role", message: `must be all or one of ${roles.join(", ")}` });
  }
  const statusText = searchParams.get("status") ?? "all";
  const status = accountStatuses.find((known) => known === statusText) ?? null;
  if (status === null && statusText !== "all") {
    errors.push({ path: "status", message: `must be all or one of ${accountStatuses.join(", ")}` });
  }
  const page = searchParams.get("page") ?? "1";
  if (!/^[1-9]\d{0,5}$/.test(page)) errors.push({ path: "page", message: "must be a page number, 1 and up" });
  if (errors.length > 0) return refuse(invalidRequest(errors));
  return { ok: true, value: { search, role, status, page: Number(page) } };
}

export const userChangeSchema = z
  .strictObject({
    role: z.enum(roles, { error: `must be one of ${roles.join(", ")}` }).optional(),
    level: count(0, levelMax).optional(),
  })
  .refine(({ role, level }) => role !== undefined || level !== undefined, "needs role or level");

export function readUserChange(request: HttpRequest): Promise<Read<z.infer<typeof userChangeSchema>>> {
  return readJson(request, userChangeSchema);
}
