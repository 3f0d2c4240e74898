import { betterAuth } from "better-auth";
import type { Pool } from "pg";
import { newAccountId, newId } from "./account-id";
import { isSecureOrigin } from "./pass-cookie";
import { sessionCookiePrefix } from "./session-cookie";

export interface AuthLibraryParts {
  readonly pool: Pool;
  /** Signs the session cookie. */
  readonly sessionSecret: string;
  readonly appOrigin: string;
  readonly sessionMaxAgeMs: number;
  readonly logError: (message: string, detail: unknown) => void;
}

/** The header in which we tell the library whose address a session was opened from; it is never read from outside. */
export const addressHeader = "x-zerohour-address";

/** A column nobody can set from outside, whatever a request contains. */
const closed = { input: false, required: false } as const;
const times = { createdAt: "created_at", updatedAt: "updated_at" } as const;

export type AuthLibrary = ReturnType<typeof createAuthLibrary>;

/**
 * The library that opens accounts and checks passwords. Only its functions are used: requests from outside are read,
 * checked, limited and answered by our own code, so nothing else it could serve is reachable by accident.
 * It works on the pool itself; its names for tables and columns are mapped to ours here.
 */
export function createAuthLibrary(parts: AuthLibraryParts) {
  return betterAuth({
    appName: "Zerohour",
    baseURL: parts.appOrigin,
    basePath: "/api/auth",
    trustedOrigins: [parts.appOrigin],
    secret: parts.sessionSecret,
    database: parts.pool,
    user: {
      modelName: "accounts",
      fields: { emailVerified: "email_verified", ...times },
      additionalFields: {
        role: { type: "string", defaultValue: "shopper", ...closed },
        level: { type: "number", defaultValue: 0, ...closed },
        banned: { type: "boolean", defaultValue: false, ...closed },
        timeZone: { type: "string", fieldName: "time_zone", ...closed },
        locale: { type: "string", ...closed },
        banExpires: { type: "date", fieldName: "ban_expires", ...closed },
      },
    },
    session: {
      modelName: "sessions",
      fields: {
        userId: "account_id",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...times,
      },
      expiresIn: Math.floor(parts.sessionMaxAgeMs / 1000),
    },
    account: {
      modelName: "credentials",
      fields: {
        userId: "account_id",
        providerId: "provider_id",
        accountId: "provider_account_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
        ...times,
      },
    },
    verification: { modelName: "verifications", fields: { expiresAt: "expires_at", ...times } },
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    // Limits are ours (sign-in.ts): the library's count by path and address only.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error", log: (_level, message, ...details) => parts.logError(message, details[0]) },
    advanced: {
      database: {
        generateId: ({ model }) => (model === "user" ? newAccountId() : newId(24)),
        // Our migrations make the tables and the tests sign up and in on them; the library's own comparison at every
        // start reads the catalogue for longer than our statements may take on a busy database.
        validateSchema: false,
      },
      cookiePrefix: sessionCookiePrefix(parts.appOrigin),
      // The prefix above already says `__Host-`; the library's own `__Secure-` would come before it.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecureOrigin(parts.appOrigin) },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
  });
}
