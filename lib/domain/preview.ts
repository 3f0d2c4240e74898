/** The picture by which a link is shown elsewhere, in the size that all readers of links take. */
export const previewSize = { width: 1200, height: 630 } as const;

/** Where a sale's preview is; a changed sale has another address, so that nobody shows the old one. */
export function previewPath(sale: { readonly slug: string; readonly version: number }): string {
  return `/sales/${sale.slug}/preview.jpg?v=${sale.version}`;
}

/** The listing's. Drawn by tools/make-icons.mjs. */
export const listingPreviewPath = "/icons/preview.jpg";
