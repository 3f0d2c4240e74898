export type ShareResult = "shared" | "dismissed" | "copied" | "failed";

/** What of the browser sharing needs; not every browser has both, and both may refuse. */
export interface ShareTools {
  readonly share?: (link: { readonly title: string; readonly url: string }) => Promise<void>;
  readonly clipboard?: { writeText(text: string): Promise<void> };
}

/** Hands a link to the device's own sheet, or where there is none to the clipboard. */
export async function shareSale(
  link: { readonly title: string; readonly url: string },
  tools: ShareTools,
): Promise<ShareResult> {
  try {
    if (tools.share !== undefined) {
      await tools.share(link);
      return "shared";
    }
  } catch (error) {
    // Closed without a choice: nothing more is wanted.
    if (error instanceof Error && error.name === "AbortError") return "dismissed";
  }
  try {
    if (tools.clipboard === undefined) return "failed";
    await tools.clipboard.writeText(link.url);
    return "copied";
  } catch {
    return "failed";
  }
}
