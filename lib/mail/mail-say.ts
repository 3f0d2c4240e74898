/** What a mail says in one language; `label` names its link. */
export interface Said {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly label: string;
}

interface OrderValues {
  readonly number: string;
  readonly title: string;
}

interface ReminderValues {
  readonly title: string;
  /** When it opens, in words. */
  readonly start: string;
}

/** Every mail's words. Titles and reasons are the store's own and stay as it wrote them. */
export interface MailSay {
  /** The store's reason for what it did. */
  because(reason: string): string;
  orderPaid(values: OrderValues & { readonly amount: string }): Said;
  orderRefunded(values: OrderValues & { readonly amount: string }): Said;
  holdReleased(values: OrderValues & { readonly because: readonly string[] }): Said;
  /** `back`: the money that goes back; null when nothing was paid. */
  saleCancelled(values: OrderValues & { readonly because: readonly string[]; readonly back: string | null }): Said;
  lineOffered(values: OrderValues & { readonly amount: string; readonly until: string }): Said;
  suspended(values: { readonly because: readonly string[] }): Omit<Said, "label">;
  testMail(values: { readonly askedBy: string }): Omit<Said, "label">;
  passwordReset: Said;
  passwordChanged: Said;
  emailVerification: Said;
  reminderConfirm(values: ReminderValues): Said;
  reminderDue(
    values: ReminderValues & {
      readonly price: string;
      readonly isOpen: boolean;
      readonly isPaused: boolean;
      /** The start as it was before it was moved. */
      readonly was: string | null;
    },
  ): Said;
  reminderMoved(values: ReminderValues & { readonly was: string | null }): Said;
  reminderCancelled(values: { readonly title: string; readonly because: readonly string[] }): Said;
  /** Below a reminder: why it comes, and the link that ends it. */
  stop(values: { readonly title: string }): { readonly text: string; readonly label: string };
}
