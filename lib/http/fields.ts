import * as z from "zod";
import { isTimeZone } from "../domain";

// Fields that more than one request has.

/**
 * Control characters, also tab and line ends: they hide things in pages and logs, and PostgreSQL refuses the first.
 * With them halves of characters, which JSON may write and no database keeps.
 */
export const hiddenCharacters = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200B\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** One line of text, without the spaces around it. */
export const line = (charactersMax: number) =>
  z
    .string({ error: "must be a text" })
    .trim()
    .min(1, "must not be empty")
    .max(charactersMax, `must have at most ${charactersMax} characters`)
    .refine((text) => !hiddenCharacters.test(text), "must be one line of visible characters");

export const count = (least: number, most: number) =>
  z
    .int({ error: "must be a whole number" })
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

const currencies = new Set(Intl.supportedValuesOf("currency"));

export const currency = z
  .string({ error: "must be a text" })
  .refine((text) => currencies.has(text), "must be a currency such as EUR");

export const timeZone = z
  .string({ error: "must be a text" })
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");

export const yesOrNo = z.boolean({ error: "must be true or false" });
