import { localPath } from "../domain";
import type { AccountLinks } from "../mail/ports";

/** Links of accounts without a signature, for tests in which nobody follows them. */
export const plainAccountLinks: AccountLinks = {
  reset: ({ id }, locale) => `https://shop.example${localPath(locale, `/reset-password?token=${id}`)}`,
  verify: ({ id }, locale) => `https://shop.example${localPath(locale, `/verify-email?token=${id}`)}`,
};
