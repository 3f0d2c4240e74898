/** The smallest stored width of an uploaded picture; other pictures have one size. */
export function thumbUrl(url: string): string {
  return url.replace(/^(\/uploads\/[^/]+)-(?:720|1080)\.(webp|avif)$/, "$1-360.$2");
}
