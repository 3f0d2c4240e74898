import * as z from "zod";
import {
  type AccountAnswer,
  type AccountExport,
  type DevicesAnswer,
  type LinkMailedAnswer,
  locales,
  lostReasons,
  mailKinds,
  mailStates,
  orderStates,
  roles,
  type SessionAnswer,
} from "../../../domain";
import { answerSchema } from "../answer-schema";
import { count, instant, money } from "./common";

const ownZone = z.string().nullable().describe("IANA name; null follows the device.");
const ownLocale = z.enum(locales).nullable().describe("Null follows the browser.");

export const session = answerSchema<SessionAnswer>()(
  "Session",
  z.strictObject({
    account: z
      .strictObject({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        role: z.enum(roles),
        timeZone: ownZone,
        locale: ownLocale,
      })
      .nullable(),
  }),
);

export const devices = answerSchema<DevicesAnswer>()(
  "Devices",
  z.strictObject({
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        createdAt: instant,
        userAgent: z.string().nullable(),
        current: z.boolean().describe("The session that asks."),
      }),
    ),
  }),
);

export const linkMailed = answerSchema<LinkMailedAnswer>()("LinkMailed", z.strictObject({ linkValidMinutes: count }));

const accountShape = {
  id: z.string(),
  name: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  role: z.enum(roles),
  level: count,
  timeZone: ownZone,
  locale: ownLocale,
  createdAt: instant,
};

export const account = answerSchema<AccountAnswer>()(
  "Account",
  z.strictObject({
    ...accountShape,
    verificationNeeded: z.boolean().describe("Nothing can be bought before the address is confirmed."),
  }),
);

const exportedOrder = z.strictObject({
  id: z.string(),
  number: z.string(),
  attemptId: z.string(),
  saleSlug: z.string(),
  saleTitle: z.string(),
  state: z.enum(orderStates),
  amount: money,
  lines: z.array(z.strictObject({ sku: z.string(), name: z.string(), quantity: count, unitPrice: money })),
  receivedAt: instant,
  reservedAt: instant,
  payBy: instant.nullable().describe("Null unless it waits for its payment."),
  history: z.array(z.strictObject({ kind: z.string(), at: instant, detail: z.string() })),
});

export const accountExport = answerSchema<AccountExport>()(
  "AccountExport",
  z.strictObject({
    exportedAt: instant,
    account: z.strictObject(accountShape),
    sessions: z.array(
      z.strictObject({
        createdAt: instant,
        expiresAt: instant,
        address: z.string().nullable(),
        userAgent: z.string().nullable(),
      }),
    ),
    orders: z.array(exportedOrder),
    attempts: z
      .array(
        z.strictObject({
          attemptId: z.string(),
          saleSlug: z.string(),
          quantity: count,
          state: z.enum(["lost", "left", "waiting", "offered", "closed"]),
          reason: z.enum(lostReasons).nullable(),
          at: instant,
        }),
      )
      .describe("Accepted clicks that became no order, and places in lines."),
    invitations: z.array(z.strictObject({ saleSlug: z.string() })),
    reminders: z.array(
      z.strictObject({
        saleSlug: z.string(),
        email: z.string(),
        channel: z.string(),
        locale: z.string().nullable().describe("Of the page it was set on."),
        createdAt: instant,
        confirmedAt: instant.nullable(),
        sentAt: instant.nullable(),
      }),
    ),
    mails: z.array(
      z.strictObject({
        kind: z.enum(mailKinds),
        recipient: z.string(),
        state: z.enum(mailStates),
        createdAt: instant,
        sentAt: instant.nullable(),
      }),
    ),
    apiKeys: z.array(
      z.strictObject({
        name: z.string(),
        createdAt: instant,
        lastUsedAt: instant.nullable(),
        revokedAt: instant.nullable(),
      }),
    ),
  }),
);
