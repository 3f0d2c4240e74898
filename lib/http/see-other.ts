import { type Answer, noStore } from "./message";

/** The answer to a form: go on to a page of ours. A reload of that page sends nothing again. */
export function seeOther(path: string, setCookies: readonly string[] = []): Answer {
  return {
    status: 303,
    headers: {
      Location: path,
      "Cache-Control": noStore,
      ...(setCookies.length === 0 ? {} : { "Set-Cookie": setCookies }),
    },
    body: "",
  };
}
