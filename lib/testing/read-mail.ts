import PostalMime from "postal-mime";

/**
 * A mail as its owner reads it: its headers on lines of their own, then its text and its page. How letters were coded on
 * the way is up to the sender and differs from mail to mail, with as little as another name in it.
 */
export async function readMail(raw: string): Promise<string> {
  const { headers, text = "", html = "" } = await PostalMime.parse(raw);
  return [...headers.map(({ originalKey, value }) => `${originalKey}: ${value}`), "", text, html].join("\n");
}
