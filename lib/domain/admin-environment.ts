/** GET /api/admin/environment: where one is, shown in the frame of the admin. */
export interface AdminEnvironmentAnswer {
  /** The shop's clock. */
  readonly now: string;
  /** The test tools are on: nothing here is real. */
  readonly testTools: boolean;
  /** How far the shop's clock is from the machine's; null while it stands still. 0 in a real shop. */
  readonly clockOffsetMs: number | null;
  readonly appOrigin: string;
}
