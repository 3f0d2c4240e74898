import * as z from "zod";

const port = z.coerce.number().int().min(1).max(65535);
const switchValue = z.enum(["0", "1", ""]).transform((value) => value === "1");
const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    { message: `must be a URL beginning with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}` },
  );

const redisAddresses = z
  .string()
  .refine((text) => text.split(",").every((part) => /^(redis|rediss|redis\+sentinel):\/\/[^\s,]+$/.test(part.trim())), {
    message: "must be redis://host:port, redis+sentinel://host:port/name or a comma list of redis:// addresses",
  });

/** Where uploads go instead of the data directory. */
const s3Names = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;

const schema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    PORT: port.default(3000),
    HOST: z.string().min(1).default("127.0.0.1"),
    APP_ORIGIN: url(["http:", "https:"]).optional(),
    DATA_DIR: z.string().min(1).default(".data"),
    DATABASE_URL: url(["postgres:", "postgresql:"]),
    DATABASE_REPLICA_URL: url(["postgres:", "postgresql:"]).optional(),
    REDIS_URL: redisAddresses,
    AUTH_SECRET: z.string().min(32, "must have at least 32 characters"),
    CDN_URL: url(["http:", "https:"]).optional(),
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
    WEB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
    METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
    WORKER_HEALTH_PORT: port.optional(),
    BUY_INTERVAL_MS: z.coerce.number().int().min(0).max(600_000).default(5_000),
    BACKLOG_MAX: z.coerce.number().int().min(1).max(1_000_000_000).default(20_000),
    STRIPE_SECRET_KEY: z.string().min(1).optional(),
    STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
    S3_ENDPOINT: url(["http:", "https:"]).optional(),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket's name: 3 to 63 of a-z 0-9 . -")
      .optional(),
    S3_REGION: z.string().min(1).optional(),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    SMTP_URL: url(["smtp:", "smtps:"]).optional(),
    BACKUP_DIR: z.string().min(1).optional(),
    BACKUP_KEEP: z.coerce.number().int().min(1).max(1_000).default(7),
    BACKUP_EVERY_HOURS: z.coerce.number().min(0).max(8_760).default(0),
    ALLOW_UNSAFE_SERVERS: switchValue.default(false),
    ALLOW_REDIS_WITHOUT_FILE: switchValue.default(false),
    ZEROHOUR_FILLED_IN: z.string().optional(),
    EMAIL_VERIFICATION: z.enum(["off", "required"]).default("off"),
    ZEROHOUR_TEST_TOOLS: switchValue.default(false),
    ZEROHOUR_DEMO: switchValue.default(false),
  })
  .refine((env) => !(env.ZEROHOUR_TEST_TOOLS && env.STRIPE_SECRET_KEY?.startsWith("sk_live_")), {
    path: ["ZEROHOUR_TEST_TOOLS"],
    message: "must not be 1 together with a live payment provider (STRIPE_SECRET_KEY is a live key)",
  })
  .check(({ value, issues }) => {
    const missing = s3Names.filter((name) => value[name] === undefined);
    if (missing.length === s3Names.length) return;
    const message = `must be set too: of ${s3Names.join(", ")} either all are or none`;
    for (const name of missing) issues.push({ code: "custom", path: [name], message, input: undefined });
  });

/** Every variable there is. */
export const variableNames: readonly string[] = Object.keys(schema.shape);

type ParsedEnv = z.infer<typeof schema>;

/** The settings of a process, read once. Every variable is described in .env.example. */
export type Env = Omit<ParsedEnv, "APP_ORIGIN"> & { readonly APP_ORIGIN: string };

export class EnvError extends Error {
  override readonly name = "EnvError";
  /** One readable line per problem. */
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
  }
}

/** Reads and checks the environment. Empty values count as unset. Throws EnvError listing every problem. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(filled);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => {
        const name = issue.path.join(".") || "environment";
        const missing = filled[name] === undefined;
        if (missing && issue.code === "custom") return `${name} ${issue.message}`;
        return missing
          ? `${name} is not set; see .env.example`
          : `${name}=${shown(name, filled[name])}: ${issue.message}`;
      }),
    );
  }
  return {
    ...parsed.data,
    APP_ORIGIN: (parsed.data.APP_ORIGIN ?? `http://localhost:${parsed.data.PORT}`).replace(/\/$/, ""),
  };
}

function shown(name: string, value: unknown): string {
  return /SECRET|TOKEN|URL/.test(name) ? "(hidden)" : JSON.stringify(value);
}
