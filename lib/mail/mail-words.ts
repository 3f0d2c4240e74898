/** What a mail says; plain text and HTML are drawn from it alike. */
export interface MailWords {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly link: MailLink | null;
  /** Below the store's name: how to get no more of these. */
  readonly stop?: { readonly text: string; readonly link: MailLink };
  readonly oneClickUrl?: string;
  readonly calendar?: { readonly fileName: string; readonly content: string };
}

export interface MailLink {
  readonly label: string;
  readonly url: string;
}

export interface Pointless {
  readonly why: string;
}
