export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

/** The query as the framework gives it; of a name that is there twice the first counts. */
export function readQuery(params: SearchParams): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const [first] = [value ?? []].flat();
    if (first !== undefined) query.set(name, first);
  }
  return query;
}
