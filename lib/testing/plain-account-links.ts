import type { AccountLinks } from "../mail/ports";

/** Links of accounts without a signature, for tests in which nobody follows them. */
export const plainAccountLinks: AccountLinks = {
  reset: ({ id }) => `https://shop.example/reset-password?token=${id}`,
  verify: ({ id }) => `https://shop.example/verify-email?token=${id}`,
};
