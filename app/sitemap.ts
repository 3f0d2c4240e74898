import type { MetadataRoute } from "next";
import { services } from "@/lib/wiring";

export const dynamic = "force-dynamic";

/** The listing and every sale on the board; ended ones keep their page. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { board, appOrigin } = await services();
  const sales = board.all().filter((sale) => sale.status !== "draft");
  return [{ url: `${appOrigin}/` }, ...sales.map(({ slug }) => ({ url: `${appOrigin}/sales/${slug}` }))];
}
