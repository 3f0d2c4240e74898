import type { Accounts } from "../accounts/ports";
import type { Answer, HttpRequest } from "./message";
import { readSignIn, readSignUp, readVisitor } from "./read-auth";
import { readNothing } from "./read-order";
import { respondDevices, respondEnd, respondSession, respondSignIn, respondSignUp } from "./respond-auth";

/** What a handler of `/api/auth/*` is called with. The access rule and the same-origin rule are the route's. */
interface AuthCall<Params = unknown> {
  readonly services: { readonly accounts: Accounts; readonly trustedProxyHops: number };
  readonly request: HttpRequest;
  readonly params: Params;
}

const visitorOf = ({ request, services }: AuthCall) => readVisitor(request, services.trustedProxyHops);

export async function answerSignUp(call: AuthCall): Promise<Answer> {
  const input = await readSignUp(call.request);
  if (!input.ok) return input.answer;
  return respondSignUp(await call.services.accounts.signUp(input.value, visitorOf(call)));
}

export async function answerSignIn(call: AuthCall): Promise<Answer> {
  const input = await readSignIn(call.request);
  if (!input.ok) return input.answer;
  return respondSignIn(await call.services.accounts.signIn(input.value, visitorOf(call)));
}

export async function answerSignOut(call: AuthCall): Promise<Answer> {
  const input = await readNothing(call.request);
  if (!input.ok) return input.answer;
  return respondSession(await call.services.accounts.signOut(visitorOf(call)));
}

export async function answerSession(call: AuthCall): Promise<Answer> {
  return respondSession(await call.services.accounts.readSession(visitorOf(call)));
}

/** Where the account is signed in. */
export async function answerDevices(call: AuthCall): Promise<Answer> {
  return respondDevices(await call.services.accounts.listDevices(visitorOf(call)));
}

/** Signs out everywhere else. */
export async function answerEndOthers(call: AuthCall): Promise<Answer> {
  const input = await readNothing(call.request);
  if (!input.ok) return input.answer;
  return respondEnd(await call.services.accounts.endSessions(visitorOf(call), "others"));
}

/** Signs out one device of the account. */
export async function answerEndDevice(call: AuthCall<{ id: string }>): Promise<Answer> {
  const input = await readNothing(call.request);
  if (!input.ok) return input.answer;
  return respondEnd(await call.services.accounts.endSessions(visitorOf(call), { id: call.params.id }));
}
