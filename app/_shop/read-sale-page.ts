import { notFound } from "next/navigation";
import { cache } from "react";
import { isSlug } from "@/lib/domain";
import { catalogue, services } from "@/lib/wiring";

/** A sale's content and the moment of the reading, once for a page and its metadata; 404 when there is none. */
export const readSalePage = cache(async (slug: string) => {
  const page = isSlug(slug) ? await (await catalogue()).salePage(slug) : null;
  if (page === null) notFound();
  const { clock, appOrigin } = await services();
  return { ...page, nowMs: clock.nowMs(), appOrigin };
});
