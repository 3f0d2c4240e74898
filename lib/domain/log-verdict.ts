/** GET /api/admin/log/verify: whether a part of the log is as it was written. */
export interface LogVerdictAnswer {
  readonly intact: boolean;
  /** Entries of this part that are intact, up to the first that is not. */
  readonly entries: number;
  /** Of the last of them. Whoever keeps it elsewhere can also notice entries cut off at the end. Null when broken. */
  readonly lastHash: string | null;
  readonly broken: { readonly id: string; readonly reason: string } | null;
  /** `?after=` of the next part; null when this was the last. */
  readonly next: string | null;
}
