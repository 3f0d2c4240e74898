import type * as z from "zod";
import type { ApiKeyScope, ProblemCode } from "../../domain";
import { nothing } from "../read-order";
import type { RouteRules } from "../route";

/** What the description of the API says of one method of one address. Every table of this folder is a list of these. */
export interface Operation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As the folders in app/api name it: `/api/sales/[slug]/state`. */
  readonly path: string;
  /** As the route's rules say; a test compares. */
  readonly access: RouteRules["access"];
  /** What an API key needs to call it; without one, none of the keys may. Only with access for marketers and admins. */
  readonly scope?: ApiKeyScope;
  readonly summary: string;
  readonly description?: string;
  readonly query?: Readonly<Record<string, Parameter>>;
  readonly headers?: Readonly<Record<string, Parameter>>;
  readonly body?: JsonBody | OtherBody;
  /** By status. */
  readonly answers: Readonly<Record<number, JsonContent | OtherContent | NoContent>>;
  /** Beyond those that follow from access, method and body. */
  readonly problems?: readonly ProblemCode[];
}

export interface Parameter {
  readonly description: string;
  readonly schema: z.ZodType;
  readonly required?: true;
}

/** The very schema that validates the body, with the name it has in the description. */
export interface JsonBody {
  readonly name: string;
  readonly schema: z.ZodType;
}

export interface OtherBody {
  readonly contentTypes: readonly string[];
  readonly description: string;
  /** True for bytes that are no text. */
  readonly binary?: true;
}

/** A schema made by `answerSchema`. */
export interface JsonContent {
  readonly description: string;
  readonly schema: z.ZodType;
}

export interface OtherContent {
  readonly description: string;
  readonly contentType: string;
}

export interface NoContent {
  readonly description: string;
}

/** JSON as an answer. */
export const ok = (schema: z.ZodType, description: string): JsonContent => ({ description, schema });

/** What an action without input takes. */
export const noInput: JsonBody = { name: "NoInput", schema: nothing };
