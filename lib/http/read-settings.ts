import * as z from "zod";
import { saleBounds } from "../domain";
import { count, currency, line, timeZone, yesOrNo } from "./fields";
import type { HttpRequest } from "./message";
import { invalidRequest, type Read, readJson, refuse } from "./read-json";

const nameCharactersMax = 80;
const addressCharactersMax = 254;
const lengthHoursMax = 24 * 366;

/** A mail server of one's own machine may have an address without a dot. */
const mailAddress = z
  .string({ error: "must be a text" })
  .trim()
  .max(addressCharactersMax, `must have at most ${addressCharactersMax} characters`)
  .regex(
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    "must be a mail address such as shop@example.com",
  );

/** A change: only what is to change; `guards` and `mail` are replaced as a whole. */
export const settingsSchema = z
  .strictObject({
    storeName: line(nameCharactersMax),
    timeZone,
    currency,
    paymentWindowSeconds: count(saleBounds.paymentWindowSecondsMin, saleBounds.paymentWindowSecondsMax),
    limitPerAccount: count(1, saleBounds.limitPerAccountMax),
    lineFactor: count(1, saleBounds.lineFactorMax),
    showExactStock: yesOrNo,
    guards: z.strictObject({ discountPercent: count(1, 99), lengthHours: count(1, lengthHoursMax) }),
    mail: z.strictObject({ fromName: line(nameCharactersMax), fromAddress: mailAddress }),
  })
  .partial();

export const testMailSchema = z.strictObject({ to: mailAddress });

export function readTestMail(request: HttpRequest): Promise<Read<z.infer<typeof testMailSchema>>> {
  return readJson(request, testMailSchema);
}

export interface SettingsInput {
  readonly change: z.infer<typeof settingsSchema>;
  readonly version: number;
}

/** The change and, from If-Match, the version it was made from. */
export async function readSettingsChange(request: HttpRequest): Promise<Read<SettingsInput>> {
  const body = await readJson(request, settingsSchema);
  if (!body.ok) return body;
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(request.header("if-match")?.trim() ?? "") ?? [];
  if (digits === undefined) {
    const message = 'is a required header: the ETag of the settings you read, such as "1"';
    return refuse(invalidRequest([{ path: "If-Match", message }]));
  }
  return { ok: true, value: { change: body.value, version: Number(digits) } };
}
