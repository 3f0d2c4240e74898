"use client";

import useSWR from "swr";
import type { AdminSaleAnswer } from "@/lib/domain";
import { fetchJson } from "../../../api/fetch-json";
import type { PromotedSale } from "../../../sale/promoted-sales";

const none: readonly PromotedSale[] = [];

/** What the page shows of promoted sales; one that cannot be read is left out, as the shop leaves it out. */
export function usePromoted(slugs: readonly string[]): readonly PromotedSale[] {
  const key = slugs.length === 0 ? null : ["promoted sales", ...slugs];
  const { data } = useSWR<readonly PromotedSale[], Error>(key, () => readPromoted(slugs), {
    revalidateOnFocus: false,
    keepPreviousData: true,
  });
  return slugs.length === 0 ? none : (data ?? none);
}

async function readPromoted(slugs: readonly string[]): Promise<readonly PromotedSale[]> {
  const outcomes = await Promise.all(slugs.map((slug) => fetchJson<AdminSaleAnswer>(`/api/admin/sales/${slug}`)));
  return outcomes.flatMap((outcome) => {
    if (outcome.word !== "answer") return [];
    const { slug, title, images, startsAt, timeZone, price } = outcome.data;
    const [image] = images;
    return [
      {
        slug,
        title,
        imageUrl: image?.url ?? null,
        imageAlt: image?.alt ?? "",
        startsAtMs: Date.parse(startsAt),
        timeZone,
        price,
      },
    ];
  });
}
