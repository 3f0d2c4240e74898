import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
const config = {
  // Pages live in the process's own bounded memory and go stale by stamp: lib/http/page-store.ts.
  cacheHandler: fileURLToPath(new URL("./.build/page-store.mjs", import.meta.url)),
  cacheMaxMemorySize: 0,
  assetPrefix: process.env.CDN_URL || undefined,
  // `npm test` checks types; a shop that starts need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Each language has a root layout of its own, so the page for unknown addresses stands outside of all.
  experimental: {
    globalNotFound: true,
    // Each page brings along what it uses. Without these a shopper's page carries the styles of the whole admin, in one
    // file, and its scripts in many small ones, which compress badly. e2e/speed.spec.ts weighs the outcome.
    cssChunking: { type: "graph", requestCost: 10_000 },
    turbopackChunking: { firstPageLoadPriority: 1, minChunkSize: 300_000, requestCost: 1_000_000 },
  },
  // What SWR brings along for React 17.
  turbopack: { resolveAlias: { "use-sync-external-store/shim": "react" } },
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  images: { unoptimized: true },
  serverExternalPackages: [
    "pg",
    "ioredis",
    "pino",
    "prom-client",
    "better-auth",
    "@prisma/client",
    "@prisma/adapter-pg",
  ],
  headers: async () => [
    // A shared cache may keep a sale's page for a second: however large the crowd, the server is asked once a second
    // and cache, and a fresh load after the start or the end is right.
    ...["/", "/sales/:slug", "/zh", "/zh/sales/:slug"].map((source) => ({
      source,
      headers: [{ key: "Cache-Control", value: "public, max-age=0, s-maxage=1" }],
    })),
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
        {
          key: "Content-Security-Policy",
          // Static pages cannot carry a nonce, and the framework's own start-up scripts are inline.
          value: [
            "default-src 'self'",
            `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}${cdn()}`,
            `style-src 'self' 'unsafe-inline'${cdn()}`,
            `img-src 'self' data:${cdn()}`,
            `font-src 'self'${cdn()}`,
            `connect-src 'self'${cdn()}`,
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
          ].join("; "),
        },
      ],
    },
  ],
};

function cdn() {
  return process.env.CDN_URL ? ` ${new URL(process.env.CDN_URL).origin}` : "";
}

export default config;
