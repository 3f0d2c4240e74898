import * as z from "zod";
import type { ProblemCode } from "../../domain";
import { problemStatus } from "../problem";
import { answerSchemas } from "./answer-schema";
import { problem } from "./answers/problem-answer";
import { impliedProblems } from "./implied-problems";
import type { JsonBody, Operation, OtherBody, Parameter } from "./operation";

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json | undefined };
type JsonObject = { readonly [name: string]: Json | undefined };

export interface DocumentParts {
  readonly operations: readonly Operation[];
  readonly appOrigin: string;
  /** Of the cookies that signing in sets. */
  readonly cookieNames: { readonly pass: string; readonly session: string };
}

/** The API as OpenAPI 3.1, from the same schemas that validate what comes in and that tests hold answers against. */
export function buildDocument(parts: DocumentParts): JsonObject {
  const bodies = nameBodies(parts.operations);
  return {
    openapi: "3.1.0",
    info: {
      title: "Zerohour",
      version: "1",
      summary: "Flash sales: few units, a fixed start, a crowd far larger than the stock.",
      description:
        "Times are ISO 8601 in UTC with milliseconds; money is in the smallest unit of its currency. Answers may gain " +
        "fields. Refusals are RFC 9457 problems. Changes must come from the shop's own pages (Sec-Fetch-Site, or " +
        "Origin), unless they carry an API key.",
    },
    servers: [{ url: parts.appOrigin }],
    paths: pathsOf(parts.operations, bodies),
    components: {
      schemas: { ...schemasOf(answerSchemas, "output"), ...schemasOf(bodies, "input") },
      securitySchemes: {
        pass: { type: "apiKey", in: "cookie", name: parts.cookieNames.pass, description: "Set by signing in." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: parts.cookieNames.session,
          description: "Set by signing in; the account's role decides.",
        },
        apiKey: { type: "http", scheme: "bearer", description: "An API key, with the scope in x-scope." },
      },
    },
  };
}

type Names = z.core.$ZodRegistry<{ readonly id: string }>;

const componentPrefix = "#/components/schemas/";

function nameBodies(operations: readonly Operation[]): Names {
  const names = z.registry<{ readonly id: string }>();
  for (const { body } of operations) {
    if (body !== undefined && "schema" in body && !names.has(body.schema)) names.add(body.schema, { id: body.name });
  }
  return names;
}

function schemasOf(names: Names, io: "input" | "output"): JsonObject {
  const { schemas } = z.toJSONSchema(names, {
    io,
    unrepresentable: "any",
    uri: (id) => `${componentPrefix}${id}`,
    override: ({ jsonSchema }) => {
      // The format says it; the pattern is a line of digits.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
      // Answers are checked strictly by tests, but whoever reads them must live with new fields.
      if (io === "output" && jsonSchema.properties !== undefined) delete jsonSchema.additionalProperties;
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, plain(schema)]));
}

/** Without what only a file of its own would need. */
function plain({ $schema, $id, "~standard": standard, ...schema }: Record<string, unknown>): JsonObject {
  return JSON.parse(JSON.stringify(schema));
}

function inlineSchema(schema: z.ZodType): JsonObject {
  return plain(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

function pathsOf(operations: readonly Operation[], bodies: Names): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = addressOf(operation);
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(operation, bodies) };
  }
  return paths;
}

function addressOf({ path }: Operation): string {
  return path.replace(/\[(\w+)\]/g, "{$1}");
}

function describeOperation(operation: Operation, bodies: Names): JsonObject {
  const { method, access, scope, summary, description, body } = operation;
  return {
    operationId: operationIdOf(operation),
    summary,
    description,
    tags: [tagOf(operation)],
    parameters: parametersOf(operation),
    requestBody: body === undefined ? undefined : describeBody(body, bodies),
    responses: { ...answersOf(operation), ...problemsOf(operation) },
    security: securityOf(operation),
    "x-access": access,
    "x-scope": scope,
    ...(method === "GET" ? {} : { "x-same-origin": true }),
  };
}

/** `POST /api/admin/sales/[slug]/pause` is postAdminSalesSlugPause. */
function operationIdOf({ method, path }: Operation): string {
  const words = path.split(/[^A-Za-z0-9]+/).slice(2);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** `/api/admin/sales/…` is in "admin sales", `/api/orders/…` in "orders". */
function tagOf({ path }: Operation): string {
  const [, , first = "", second = ""] = path.split("/");
  return first === "admin" ? `admin ${second.replace(/\..*$/, "")}` : first;
}

function parametersOf({ path, query = {}, headers = {} }: Operation): readonly Json[] {
  const inPath = [...path.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const toParameter =
    (place: string) =>
    ([name, parameter]: [string, Parameter]): JsonObject => ({
      name,
      in: place,
      description: parameter.description,
      required: parameter.required ?? false,
      schema: inlineSchema(parameter.schema),
    });
  return [
    ...inPath,
    ...Object.entries(query).map(toParameter("query")),
    ...Object.entries(headers).map(toParameter("header")),
  ];
}

function describeBody(body: JsonBody | OtherBody, bodies: Names): JsonObject {
  if ("schema" in body) {
    const schema = { $ref: `${componentPrefix}${bodies.get(body.schema)?.id ?? body.name}` };
    // An empty body counts as {}, so it is only needed where {} would not do.
    return { required: !body.schema.safeParse({}).success, content: { "application/json": { schema } } };
  }
  const schema = body.binary === true ? {} : { type: "string" };
  return {
    required: true,
    description: body.description,
    content: Object.fromEntries(body.contentTypes.map((type) => [type, { schema }])),
  };
}

function answersOf({ answers }: Operation): JsonObject {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => {
      if ("schema" in answer) {
        const content = { "application/json": { schema: refTo(answer.schema) } };
        return [status, { description: answer.description, content }];
      }
      if (!("contentType" in answer)) return [status, { description: answer.description }];
      const schema = answer.contentType === "application/json" ? { type: "object" } : { type: "string" };
      return [status, { description: answer.description, content: { [answer.contentType]: { schema } } }];
    }),
  );
}

function refTo(schema: z.ZodType): JsonObject {
  const id = answerSchemas.get(schema)?.id;
  if (id === undefined) throw new Error("an answer's schema has no name: make it with answerSchema");
  return { $ref: `${componentPrefix}${id}` };
}

/** One response per status; its description lists the codes. */
function problemsOf(operation: Operation): JsonObject {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...impliedProblems(operation), ...(operation.problems ?? [])])) {
    const status = problemStatus(code);
    // An answer of its own with this status (health) stays as it is.
    if (!(status in operation.answers)) byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { "application/problem+json": { schema: refTo(problem) } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [status, { description: codes.join(", "), content }]),
  );
}

function securityOf({ access, scope }: Operation): readonly Json[] {
  switch (access) {
    case "public":
      return [];
    case "account":
      return [{ pass: [] }];
    case "marketer":
    case "admin":
      return scope === undefined ? [{ session: [] }] : [{ session: [] }, { apiKey: [] }];
  }
}
