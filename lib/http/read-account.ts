import * as z from "zod";
import { locales } from "../domain";
import { timeZone } from "./fields";
import type { HttpRequest } from "./message";
import { accountName, email, newPassword, typedPassword } from "./read-auth";
import { type Read, readJson } from "./read-json";

/** Longer than any link we sign; what it says is checked by its signature. */
const token = z
  .string({ error: "The link is not complete. Open it from the mail again." })
  .min(1, "The link is not complete. Open it from the mail again.")
  .max(256, "The link is not complete. Open it from the mail again.");

export const forgotPasswordSchema = z.strictObject({ email });
export const resetPasswordSchema = z.strictObject({ token, password: newPassword });
export const verifyEmailSchema = z.strictObject({ token });

/** What is left out stays as it is. */
export const changeDetailsSchema = z.strictObject({
  name: accountName.optional(),
  timeZone: timeZone.nullable().optional(),
  locale: z
    .enum(locales, { error: `must be null or one of ${locales.join(", ")}` })
    .nullable()
    .optional(),
});

export const changePasswordSchema = z.strictObject({ currentPassword: typedPassword, newPassword });
export const deleteAccountSchema = z.strictObject({ email, password: typedPassword });

export const readForgotPassword = (request: HttpRequest): Promise<Read<z.infer<typeof forgotPasswordSchema>>> =>
  readJson(request, forgotPasswordSchema);
export const readResetPassword = (request: HttpRequest): Promise<Read<z.infer<typeof resetPasswordSchema>>> =>
  readJson(request, resetPasswordSchema);
export const readVerifyEmail = (request: HttpRequest): Promise<Read<z.infer<typeof verifyEmailSchema>>> =>
  readJson(request, verifyEmailSchema);
export const readChangeDetails = (request: HttpRequest): Promise<Read<z.infer<typeof changeDetailsSchema>>> =>
  readJson(request, changeDetailsSchema);
export const readChangePassword = (request: HttpRequest): Promise<Read<z.infer<typeof changePasswordSchema>>> =>
  readJson(request, changePasswordSchema);
export const readDeleteAccount = (request: HttpRequest): Promise<Read<z.infer<typeof deleteAccountSchema>>> =>
  readJson(request, deleteAccountSchema);
