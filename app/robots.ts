import type { MetadataRoute } from "next";
import { locales, localPath } from "@/lib/domain";
import { services } from "@/lib/wiring";

export const dynamic = "force-dynamic";

/** Sales are for everybody to find; what is personal is not. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  const { appOrigin } = await services();
  const personal = ["/account", "/orders/", "/sign-in", "/sign-up"];
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: [
        "/admin",
        "/api/",
        ...locales.flatMap((locale) => personal.map((path) => localPath(locale, path))),
        "/plain/",
      ],
    },
    sitemap: `${appOrigin}/sitemap.xml`,
  };
}
