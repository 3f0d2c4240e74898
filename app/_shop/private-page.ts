import type { Metadata } from "next";

/** A page that shows each reader something of their own: nothing for search engines. */
export function privatePage(title: string): Metadata {
  return { title, robots: { index: false } };
}
