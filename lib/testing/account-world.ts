import type { AccountsSettings } from "../accounts/accounts-settings";
import { createAccounts } from "../accounts/create-accounts";
import { passCookieName, readPass } from "../accounts/pass-cookie";
import { noRecall } from "../accounts/pass-recall";
import { openRevokedAccounts } from "../accounts/revoked/revoked-accounts";
import { syncRevoked } from "../accounts/revoked/sync-revoked";
import { createTokenKeys } from "../accounts/tokens/keys";
import { signLink } from "../accounts/tokens/link";
import { localPath } from "../domain";
import {
  answerChangeDetails,
  answerChangePassword,
  answerDeletion,
  answerDetails,
  answerExport,
  answerForgotPassword,
  answerResetPassword,
  answerSendVerification,
  answerVerifyEmail,
} from "../http/answer-account";
import {
  answerDevices,
  answerEndDevice,
  answerEndOthers,
  answerSession,
  answerSignIn,
  answerSignOut,
  answerSignUp,
} from "../http/answer-auth";
import { type Answer, type HttpRequest, jsonAnswer } from "../http/message";
import { createRoute, type Route } from "../http/route";
import { recordChange } from "../log/record-change";
import { openMailTransport } from "../mail/open-transport";
import { defaultMailSender } from "../mail/ports";
import { queueMail } from "../mail/queue-mail";
import { sendMails } from "../mail/send-mails";
import { createOrders } from "../orders/create-orders";
import type { ShopPool } from "../platform/postgres";
import { plainReminderLinks } from "./plain-reminder-links";
import { readMail } from "./read-mail";
import { createTestDatabase, type TestDatabase } from "./real-postgres";
import { startRealRedis } from "./real-redis";
import { startRealSmtp } from "./real-smtp";

export interface AccountWorldOptions {
  readonly settings?: Partial<AccountsSettings>;
  /** Another database's, for a world of many parts; it stays open. */
  readonly pool?: ShopPool;
  /** A shop that calls no pass in: a control that must fail what the real one passes. */
  readonly withoutRecall?: boolean;
}

/** What a browser keeps of an answer. */
export interface Reply {
  readonly status: number;
  readonly json: Record<string, unknown>;
  readonly text: string;
  readonly headers: Answer["headers"];
  /** The Cookie header it would send next. */
  readonly cookie: string;
}

export interface SendWish {
  readonly cookie?: string;
  readonly body?: unknown;
  readonly peerAddress?: string;
  /** Which of the two web processes answers. */
  readonly process?: "here" | "elsewhere";
}

export interface SignedUp {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly cookie: string;
}

/** Accounts as two web processes serve them, with a real database, a real Redis and a real mail server. */
export interface AccountWorld {
  readonly pool: ShopPool;
  /** For both processes; passes, sessions and links live by it. */
  advance(ms: number): void;
  send(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, wish?: SendWish): Promise<Reply>;
  signUp(email?: string): Promise<SignedUp>;
  signIn(email: string, password: string): Promise<Reply>;
  /** Lets the worker send what waits, and returns what the mail server has for an address. */
  mailsTo(email: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

const origin = "http://localhost:3000";
const keys = createTokenKeys("the secret of a shop that exists in tests only");
/** Long enough that only messages tell, unless a test waits for it. */
const leaseMs = 60_000;
let people = 0;

export async function createAccountWorld(options: AccountWorldOptions = {}): Promise<AccountWorld> {
  const database: TestDatabase | null = options.pool === undefined ? await createTestDatabase() : null;
  const pool = options.pool ?? database?.pool;
  if (pool === undefined) throw new Error("no database");
  const [server, smtp] = await Promise.all([startRealRedis(), startRealSmtp()]);
  const transport = openMailTransport({ smtpUrl: smtp.url, dataDir: "" });
  let shiftMs = 0;
  const realNowMs = () => Date.now() + shiftMs;
  const orders = createOrders({ pool });

  async function openProcess() {
    const redis = server.connect();
    const revoked = await openRevokedAccounts({
      redis,
      subscriber: server.connect(),
      leaseMs,
      onError: (error) => {
        throw error;
      },
    });
    const accounts = createAccounts({
      pool: pool as ShopPool,
      keys,
      appOrigin: origin,
      logger: { error: () => undefined },
      queueMail,
      recordChange,
      listOrders: (accountId, page) => orders.listForAccount(accountId, page),
      realNowMs,
      recall: options.withoutRecall
        ? noRecall
        : {
            refuses: revoked.refuses,
            async tellProcesses() {
              await syncRevoked({ pool: pool as ShopPool, redis });
              await revoked.refresh();
            },
          },
      settings: { forgottenAnswerMs: 0, ...options.settings },
    });
    const route = createRoute(() =>
      Promise.resolve({
        accounts,
        apiKeys: { authorize: async () => ({ word: "unknown" as const }) },
        appOrigin: origin,
        trustedProxyHops: 0,
        readPass(cookie: string | null) {
          const pass = readPass(cookie, keys, realNowMs(), passCookieName(origin));
          return pass === null || revoked.refuses(pass) ? null : pass;
        },
        logFailure(error: unknown) {
          throw error;
        },
      }),
    );
    const account = { access: "account" } as const;
    const anybody = { access: "public" } as const;
    const routes: Readonly<Record<string, Route<never>>> = {
      "POST /api/auth/sign-up/email": route(anybody, answerSignUp),
      "POST /api/auth/sign-in/email": route(anybody, answerSignIn),
      "POST /api/auth/sign-out": route(anybody, answerSignOut),
      "GET /api/auth/session": route(anybody, answerSession),
      "GET /api/auth/sessions": route(account, answerDevices),
      "DELETE /api/auth/sessions": route(account, answerEndOthers),
      "DELETE /api/auth/sessions/[id]": route(account, answerEndDevice),
      "POST /api/auth/forgot-password": route(anybody, answerForgotPassword),
      "POST /api/auth/reset-password": route(anybody, answerResetPassword),
      "POST /api/auth/verify-email": route(anybody, answerVerifyEmail),
      "GET /api/account": route(account, answerDetails),
      "PATCH /api/account": route(account, answerChangeDetails),
      "DELETE /api/account": route(account, answerDeletion),
      "POST /api/account/password": route(account, answerChangePassword),
      "POST /api/account/verification": route(account, answerSendVerification),
      "GET /api/account/export": route(account, answerExport),
      // What is opened by the pass alone, as a purchase is.
      "GET /by-pass": route(account, ({ pass }) => jsonAnswer(200, { accountId: pass.accountId })),
    };
    return { routes, stop: () => revoked.stop() };
  }

  const processes = { here: await openProcess(), elsewhere: await openProcess() };

  async function send(method: "GET" | "POST" | "PATCH" | "DELETE", path: string, wish: SendWish = {}): Promise<Reply> {
    const id = /^\/api\/auth\/sessions\/(.+)$/.exec(path)?.[1];
    const name = `${method} ${id === undefined ? path : "/api/auth/sessions/[id]"}`;
    const found = processes[wish.process ?? "here"].routes[name];
    if (found === undefined) throw new Error(`no route for ${name}`);
    // The table holds routes of different parameters; only one of them has any.
    return replyOf(await found.answer(requestOf(method, path, wish), { id } as never), wish.cookie);
  }

  return {
    pool,
    advance(ms) {
      shiftMs += ms;
    },
    send,
    async signUp(wanted) {
      people += 1;
      const email = wanted ?? `person-${process.pid}-${people}@example.com`;
      const password = "a long enough password";
      const reply = await send("POST", "/api/auth/sign-up/email", { body: { email, password, name: "Ana" } });
      if (reply.status !== 200) throw new Error(`not signed up: ${reply.status} ${reply.text}`);
      const { id } = reply.json.account as { id: string };
      return { id, email, password, cookie: reply.cookie };
    },
    signIn: (email, password) => send("POST", "/api/auth/sign-in/email", { body: { email, password } }),
    async mailsTo(email) {
      const failures: unknown[] = [];
      await sendMails({
        pool,
        transport,
        appOrigin: origin,
        clockSpec: () => "+0",
        readSender: async () => defaultMailSender,
        reminderLinks: plainReminderLinks,
        accountLinks: {
          reset: (link, locale) =>
            `${origin}${localPath(locale, "/reset-password")}?token=${signLink(keys, { purpose: "reset", ...link })}`,
          verify: (link, locale) =>
            `${origin}${localPath(locale, "/verify-email")}?token=${signLink(keys, { purpose: "verify", ...link })}`,
        },
        onFailure: (error) => failures.push(error),
      });
      if (failures.length > 0) throw failures[0];
      const mine = smtp.received.filter(({ to }) => to.includes(email));
      return Promise.all(mine.map(({ raw }) => readMail(raw)));
    },
    async close() {
      for (const process of Object.values(processes)) process.stop();
      transport.close();
      await Promise.all([server.stop(), smtp.stop()]);
      await database?.drop();
    },
  };
}

/** The token in the only link of its kind in a mail. */
export function tokenIn(mail: string, page: "reset-password" | "verify-email"): string {
  const token = new RegExp(`/${page}\\?token=([A-Za-z0-9_.-]+)`).exec(mail)?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in ${mail}`);
  return token;
}

function requestOf(method: string, path: string, wish: SendWish): HttpRequest {
  const text = wish.body === undefined ? "{}" : JSON.stringify(wish.body);
  const headers: Record<string, string> = {
    ...(method === "GET" ? {} : { "content-type": "application/json", origin }),
    "user-agent": "a browser in a test",
    ...(wish.cookie === undefined ? {} : { cookie: wish.cookie }),
  };
  return {
    method,
    pathname: path,
    searchParams: new URLSearchParams(),
    header: (name) => headers[name] || null,
    readBody: () => Promise.resolve(text),
    readBytes: () => Promise.resolve(Buffer.from(text)),
    peerAddress: wish.peerAddress ?? "192.0.2.1",
  };
}

/** Keeps cookies as a browser does. */
function replyOf(answer: Answer, cookieBefore = ""): Reply {
  const header = answer.headers["Set-Cookie"] ?? [];
  const jar = new Map(cookieBefore.split("; ").filter(Boolean).map(splitCookie));
  for (const text of typeof header === "string" ? [header] : header) {
    const [name, value] = splitCookie(text.split(";")[0] ?? "");
    if (/; Max-Age=0(;|$)/.test(text)) jar.delete(name);
    else jar.set(name, value);
  }
  const text = answer.body ?? "";
  return {
    status: answer.status,
    json: JSON.parse(text || "{}"),
    text,
    headers: answer.headers,
    cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
  };
}

function splitCookie(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}
