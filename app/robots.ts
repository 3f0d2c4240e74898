import type { MetadataRoute } from "next";
import { services } from "@/lib/wiring";

export const dynamic = "force-dynamic";

/** Sales are for everybody to find; what is personal is not. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  const { appOrigin } = await services();
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/admin", "/api/", "/account", "/orders/", "/sign-in", "/sign-up"],
    },
    sitemap: `${appOrigin}/sitemap.xml`,
  };
}
