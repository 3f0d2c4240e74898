/** What people decide about a crowd that is too large: how many wishes to buy the web processes let in. */
export const buysServedWords = ["all", "half"] as const;
export type BuysServed = (typeof buysServedWords)[number];

/** GET and PATCH /api/admin/load. What the processes refuse by their own measure comes on top of it. */
export interface LoadPolicyAnswer {
  readonly buysServed: BuysServed;
}
