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
  /** That it looked everywhere and found nothing. */
  readonly ok: boolean;
  /** The first of them; `found` counts all. */
  readonly breaches: readonly AuditBreach[];
  readonly found: number;
  /** How many things it looked at. */
  readonly checked: number;
  /** Where it could not look as closely as usual, and why. */
  readonly note?: string;
  /** Why it could not look at all, or not at every sale: then it is not `ok`, whether it found something or not. */
  readonly notChecked?: string;
}

/** What the worker, which looks at a sale that is on every ten seconds, finds broken in it. */
export interface WatchedSale {
  /** When it looked last. */
  readonly at: string;
  readonly broken: readonly {
    readonly name: string;
    readonly invariant: string;
    /** The first of what it found. */
    readonly message: string;
    readonly since: string;
  }[];
  /** What it could not look at, and why; nothing is known of that. */
  readonly notChecked: readonly { readonly name: string; readonly invariant: string; readonly reason: string }[];
}

/** GET /api/admin/sales/{slug}/audit, and `npm run audit -- --json`. */
export interface AuditAnswer {
  /** Whether every check is. */
  readonly ok: boolean;
  readonly at: string;
  readonly checks: readonly AuditCheck[];
}
