import { signInSchema, signUpSchema } from "../read-auth";
import { devices, session } from "./answers/account-answers";
import { noInput, type Operation, ok } from "./operation";

const left = { description: "Signed out there." };

/** Signing up, in and out. */
export const accountOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/auth/sign-up/email",
    access: "public",
    summary: "Open an account",
    body: { name: "SignUp", schema: signUpSchema },
    answers: { 200: ok(session, "Signed in: session and pass come as cookies.") },
    problems: ["throttled"],
  },
  {
    method: "POST",
    path: "/api/auth/sign-in/email",
    access: "public",
    summary: "Sign in",
    body: { name: "SignIn", schema: signInSchema },
    answers: { 200: ok(session, "Signed in: session and pass come as cookies.") },
    problems: ["not_signed_in", "forbidden", "throttled"],
  },
  {
    method: "POST",
    path: "/api/auth/sign-out",
    access: "public",
    summary: "Sign out",
    body: noInput,
    answers: { 200: ok(session, "Signed out; the cookies are removed.") },
  },
  {
    method: "GET",
    path: "/api/auth/session",
    access: "public",
    summary: "Who is signed in",
    answers: { 200: ok(session, "The account, or null. Renews the pass.") },
  },
  {
    method: "GET",
    path: "/api/auth/sessions",
    access: "account",
    summary: "Where the account is signed in",
    answers: { 200: ok(devices, "Newest first.") },
  },
  {
    method: "DELETE",
    path: "/api/auth/sessions",
    access: "account",
    summary: "Sign out everywhere else",
    body: noInput,
    answers: { 204: left },
  },
  {
    method: "DELETE",
    path: "/api/auth/sessions/[id]",
    access: "account",
    summary: "Sign out one device",
    body: noInput,
    answers: { 204: left },
  },
];
