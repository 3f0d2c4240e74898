import type { HttpClient, Reply } from "./http-client";

/** A form as it stands in a page: where it is sent, and what goes along without anybody choosing it. */
export interface FoundForm {
  readonly action: string;
  readonly method: string;
  readonly hidden: Readonly<Record<string, string>>;
  /** The names of its buttons. */
  readonly buttons: readonly string[];
}

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#x27;": "'",
};

function decode(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity);
}

function attributeOf(tag: string, name: string): string {
  return decode(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

/** The forms of a page of ours, in order. */
export function findForms(html: string): readonly FoundForm[] {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, tag = "", inside = ""]) => ({
    action: attributeOf(tag, "action"),
    method: attributeOf(tag, "method"),
    hidden: Object.fromEntries(
      [...inside.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [
        attributeOf(input, "name"),
        attributeOf(input, "value"),
      ]),
    ),
    buttons: [...inside.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map(([, text = ""]) => textOf(text)),
  }));
}

/** The form with such a button; fails with what there is instead. */
export function findForm(html: string, button: RegExp): FoundForm {
  const forms = findForms(html);
  const found = forms.find((form) => form.buttons.some((name) => button.test(name)));
  if (found === undefined) throw new Error(`no form with ${button} among ${JSON.stringify(forms)} in ${textOf(html)}`);
  return found;
}

/** What a reader sees of a page, about. */
export function textOf(html: string): string {
  const visible = html.replaceAll(/<(script|style|head)[^>]*>.*?<\/\1>/gs, " ").replaceAll(/<[^>]*>/g, " ");
  return decode(visible).replaceAll(/\s+/g, " ").trim();
}

/** Seconds and address of a page's refresh; null for one that stays as it is. */
export function findRefresh(html: string): { readonly seconds: number; readonly path: string } | null {
  const content = /<meta http-equiv="refresh" content="(\d+);url=([^"]*)"/i.exec(html);
  return content === null ? null : { seconds: Number(content[1]), path: decode(content[2] ?? "") };
}

/** Sends fields as a browser sends a form. */
export function postForm(
  client: HttpClient,
  path: string,
  fields: Readonly<Record<string, string>>,
  options: { readonly cookie?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Reply> {
  return client.send(path, {
    method: "POST",
    ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
    headers: { "content-type": "application/x-www-form-urlencoded", ...options.headers },
    body: new URLSearchParams(fields).toString(),
  });
}

/** Where an answer leads. */
export function locationOf(reply: Reply): string {
  const { location } = reply.headers;
  if (typeof location !== "string") throw new Error(`no redirect but ${reply.status} ${textOf(reply.text)}`);
  return location;
}

/** A Cookie header after an answer: its cookies replace those of the same name. */
export function cookieAfter(cookie: string, reply: Reply): string {
  const jar = new Map(
    cookie
      .split("; ")
      .filter((pair) => pair !== "")
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  for (const line of [reply.headers["set-cookie"] ?? []].flat()) {
    const [pair = ""] = line.split(";");
    const name = pair.slice(0, pair.indexOf("="));
    if (/Max-Age=0/i.test(line)) jar.delete(name);
    else jar.set(name, pair.slice(pair.indexOf("=") + 1));
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
