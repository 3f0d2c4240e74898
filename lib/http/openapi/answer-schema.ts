import * as z from "zod";

/** Every named answer of the API; the description lists them under these names. */
export const answerSchemas = z.registry<{ readonly id: string }>();

type ReadonlyAll<Value> = Value extends readonly (infer Entry)[]
  ? readonly ReadonlyAll<Entry>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: ReadonlyAll<Value[Name]> }
    : Value;

/**
 * Names a schema of what the API answers and ties it to the type the answer is written as: it does not compile when one
 * has a field the other lacks. It is strict, so that tests which hold real answers against it see every new field.
 */
export function answerSchema<Answer>() {
  return <Schema extends z.ZodType<Answer>>(
    id: string,
    schema: Answer extends ReadonlyAll<z.output<Schema>> ? Schema : never,
  ): Schema => {
    answerSchemas.add(schema, { id });
    return schema;
  };
}
