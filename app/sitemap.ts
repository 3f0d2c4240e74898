import type { MetadataRoute } from "next";
import { locales, localPath, pageLanguages } from "@/lib/domain";
import { services } from "@/lib/wiring";

export const dynamic = "force-dynamic";

/** The listing and every sale on the board, in every language; ended ones keep their page. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { board, appOrigin } = await services();
  const sales = board.all().filter((sale) => sale.status !== "draft");
  const paths = ["/", ...sales.map(({ slug }) => `/sales/${slug}`)];
  return paths.flatMap((path) => {
    const languages = Object.fromEntries(
      Object.entries(pageLanguages(path)).map(([tag, address]) => [tag, `${appOrigin}${address}`]),
    );
    return locales.map((locale) => ({ url: `${appOrigin}${localPath(locale, path)}`, alternates: { languages } }));
  });
}
