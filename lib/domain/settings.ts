/** GET and PATCH /api/admin/settings: what holds for the whole store. */
export interface SettingsAnswer {
  readonly storeName: string;
  /** IANA name: the admin's clock and lists, and what new sales begin with. */
  readonly timeZone: string;
  /** What new sales begin with. */
  readonly currency: string;
  readonly paymentWindowSeconds: number;
  readonly limitPerAccount: number;
  readonly lineFactor: number;
  readonly showExactStock: boolean;
  /** Past these a sale's check asks for a second look. */
  readonly guards: { readonly discountPercent: number; readonly lengthHours: number };
  readonly mail: { readonly fromName: string; readonly fromAddress: string };
  /** The ETag. */
  readonly version: number;
}

/** POST /api/admin/settings/test-mail: the mail waits to be sent. */
export interface TestMailAnswer {
  readonly to: string;
  readonly from: string;
}
