import * as z from "zod";

/** Of a later format nothing is known here; see readBackup. */
export const formatNumber = 1;

const file = z.object({
  path: z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/),
  sizeBytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const count = z.number().int().min(0);

export const manifestSchema = z.object({
  format: z.literal(formatNumber),
  /** By the machine's clock: when the snapshot was taken. */
  madeAt: z.iso.datetime(),
  tookMs: count,
  /** What the shop's own clock said then; another time only in shops with test tools. */
  shopTime: z.iso.datetime(),
  shop: z.object({ version: z.string(), node: z.string(), appOrigin: z.string() }),
  database: z.object({
    serverVersion: z.string(),
    name: z.string(),
    /** Where in the server's log of writes: what was committed later is not in here. */
    lsn: z.string(),
    snapshot: z.string(),
    /** As applied, oldest first. */
    migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
    tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: count, path: z.string() })),
    /** The last value, and whether it has been given out. */
    sequences: z.array(z.object({ name: z.string(), lastValue: z.string().regex(/^-?\d+$/), isCalled: z.boolean() })),
  }),
  /** Pictures that the database knows and the store did not have. */
  missingPictures: z.array(z.string()),
  files: z.array(file),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type SealedFile = Manifest["files"][number];
export type DumpedDatabase = Manifest["database"];

export const manifestName = "manifest.json";
/** The manifest's own checksum, as `sha256sum --check` reads it. */
export const sealName = "manifest.sha256";
export const configurationName = "configuration.env";
export const demoLoginsName = "demo-logins.json";
export const picturesFolder = "uploads";
export const tablesFolder = "tables";
