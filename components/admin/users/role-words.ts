import type { Role } from "@/lib/domain";

/** Roles in plain words: what each may do. */
export const roleWords: Readonly<Record<Role, { readonly title: string; readonly meaning: string }>> = {
  shopper: { title: "Shopper", meaning: "Buys. Sees nothing of the admin." },
  marketer: { title: "Marketer", meaning: "Plans, publishes and steers sales; looks after orders and refunds." },
  admin: { title: "Administrator", meaning: "All a marketer may, and users, settings and API keys." },
};
