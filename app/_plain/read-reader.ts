import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Pass } from "@/lib/domain";
import { plainSignInPath } from "@/lib/domain";
import { services } from "@/lib/wiring";

/** Whoever reads the page, by their pass; null when signed out. */
export const readReader = cache(async (): Promise<Pass | null> => {
  const { readPass } = await services();
  return readPass((await headers()).get("cookie"));
});

/** The same; with a session whose pass has ended the reader is sent for a new one, and then back to `path`. */
export async function readReaderAt(path: string): Promise<Pass | null> {
  const reader = await readReader();
  if (reader !== null) return reader;
  const { cookieNames } = await services();
  if ((await cookies()).has(cookieNames.session)) redirect(`/plain/renew?next=${encodeURIComponent(path)}`);
  return null;
}

/** The same for pages that are nobody's but one account's. */
export async function requireReader(path: string): Promise<Pass> {
  return (await readReaderAt(path)) ?? redirect(plainSignInPath(path));
}
