/** One thing that is not as it has to be, in words for whoever runs the shop. */
export interface AuditBreach {
  readonly message: string;
}

/** What one check of the audit found. */
export interface AuditCheck {
  /** Stable, in kebab-case: `never-oversold`. */
  readonly name: string;
  /** The invariant it looks after: I1 to I16. */
  readonly invariant: string;
  readonly ok: boolean;
  /** The first of them; `found` counts all. */
  readonly breaches: readonly AuditBreach[];
  readonly found: number;
  /** How many things it looked at. */
  readonly checked: number;
  /** Where it could not look as closely as usual, and why. */
  readonly note?: string;
}

/** GET /api/admin/sales/{slug}/audit, and `npm run audit -- --json`. */
export interface AuditAnswer {
  /** Whether every check is. */
  readonly ok: boolean;
  readonly at: string;
  readonly checks: readonly AuditCheck[];
}
