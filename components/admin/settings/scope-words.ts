import type { ApiKeyScope } from "@/lib/domain";

/** What each scope lets a key do, in plain words. */
export const scopeWords: Readonly<Record<ApiKeyScope, string>> = {
  "sales:read": "See sales and their monitor",
  "sales:write": "Make, change, publish and steer sales",
  "orders:read": "See orders and export them",
  "orders:write": "Refund orders and release holds",
  "uploads:write": "Upload pictures",
  "users:read": "See accounts",
  "users:write": "Change roles, suspend accounts",
  "log:read": "Read the log",
  "settings:read": "See the settings",
  "settings:write": "Change the settings",
};
