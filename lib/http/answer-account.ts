import type { OwnAccount } from "../accounts/own/ports";
import type { Answer, HttpRequest } from "./message";
import {
  readChangeDetails,
  readChangePassword,
  readDeleteAccount,
  readForgotPassword,
  readResetPassword,
  readVerifyEmail,
} from "./read-account";
import { readVisitor } from "./read-auth";
import { readNothing } from "./read-order";
import {
  respondDeletion,
  respondDetails,
  respondExport,
  respondForgot,
  respondPasswordChange,
  respondReset,
  respondSendVerification,
  respondVerify,
} from "./respond-account";

/** What a handler over one's own account is called with; whose it is, the session says. */
interface AccountCall {
  readonly services: { readonly accounts: { readonly own: OwnAccount }; readonly trustedProxyHops: number };
  readonly request: HttpRequest;
}

const visitorOf = ({ request, services }: AccountCall) => readVisitor(request, services.trustedProxyHops);

export async function answerForgotPassword(call: AccountCall): Promise<Answer> {
  const input = await readForgotPassword(call.request);
  if (!input.ok) return input.answer;
  return respondForgot(await call.services.accounts.own.forgotPassword(input.value.email, visitorOf(call)));
}

export async function answerResetPassword(call: AccountCall): Promise<Answer> {
  const input = await readResetPassword(call.request);
  if (!input.ok) return input.answer;
  return respondReset(await call.services.accounts.own.resetPassword(input.value));
}

export async function answerVerifyEmail(call: AccountCall): Promise<Answer> {
  const input = await readVerifyEmail(call.request);
  if (!input.ok) return input.answer;
  return respondVerify(await call.services.accounts.own.verifyEmail(input.value.token));
}

export async function answerSendVerification(call: AccountCall): Promise<Answer> {
  const input = await readNothing(call.request);
  if (!input.ok) return input.answer;
  return respondSendVerification(await call.services.accounts.own.sendVerification(visitorOf(call)));
}

export async function answerDetails(call: AccountCall): Promise<Answer> {
  return respondDetails(await call.services.accounts.own.readDetails(visitorOf(call)));
}

export async function answerChangeDetails(call: AccountCall): Promise<Answer> {
  const input = await readChangeDetails(call.request);
  if (!input.ok) return input.answer;
  return respondDetails(await call.services.accounts.own.changeDetails(visitorOf(call), input.value));
}

export async function answerChangePassword(call: AccountCall): Promise<Answer> {
  const input = await readChangePassword(call.request);
  if (!input.ok) return input.answer;
  return respondPasswordChange(await call.services.accounts.own.changePassword(visitorOf(call), input.value));
}

export async function answerExport(call: AccountCall): Promise<Answer> {
  return respondExport(await call.services.accounts.own.exportData(visitorOf(call)));
}

export async function answerDeletion(call: AccountCall): Promise<Answer> {
  const input = await readDeleteAccount(call.request);
  if (!input.ok) return input.answer;
  return respondDeletion(await call.services.accounts.own.deleteAccount(visitorOf(call), input.value));
}
