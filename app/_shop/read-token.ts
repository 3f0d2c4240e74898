export interface LinkPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

/** What the link in a mail carries; empty when there is none or more than one, which fits no reminder. */
export async function readToken(searchParams: LinkPageProps["searchParams"]): Promise<string> {
  const { token } = await searchParams;
  return typeof token === "string" ? token : "";
}
