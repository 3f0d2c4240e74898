import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { PathnameContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import {
  type AttemptAnswer,
  attemptStates,
  blankBuyAddress,
  buyRefusals,
  type LinkedReminderOutcome,
  type OrderAnswer,
  orderRefusals,
  orderStates,
  type SalePhase,
  type SaleSnapshot,
  type StockBand,
  salePhases,
} from "@/lib/domain";
import { AccountForm } from "../account/account-form";
import { CredentialPage } from "../account/credential-page";
import { ForgotPasswordPage } from "../account/forgot-password-page";
import { OrderRow } from "../account/order-row";
import { PasswordForm } from "../account/password-form";
import { ResetPasswordPage } from "../account/reset-password-page";
import { VerifyEmailPage } from "../account/verify-email-page";
import { listSnapshot } from "../listing/listed-sale";
import { ListingPage } from "../listing/listing-page";
import { GiveBack } from "../order/give-back";
import { HoldClock } from "../order/hold-clock";
import { OrderLoading } from "../order/order-loading";
import { OrderNumber } from "../order/order-number";
import { OrderTicket } from "../order/order-ticket";
import { OrderTimeline } from "../order/order-timeline";
import { OrderTrouble } from "../order/order-trouble";
import { PayClosed, PayOver, PayUnderWay } from "../order/pay-ends";
import { PayForm } from "../order/pay-form";
import { PlainAccountPage } from "../plain/account-page";
import { BuyPage } from "../plain/buy-page";
import type { BuyPageFacts } from "../plain/buy-page-facts";
import { PlainCredentialPage } from "../plain/credential-page";
import { PlainOrderPage } from "../plain/order-page";
import { PlainPayPage } from "../plain/pay-page";
import { PlainFrame } from "../plain/plain-frame";
import { ConfirmPage } from "../reminder/confirm-page";
import { StopPage } from "../reminder/stop-page";
import { AttemptStory } from "../sale/attempt-story";
import { ReadyCheck } from "../sale/ready-check";
import { saleFacts } from "../sale/sale-facts";
import { SalePage } from "../sale/sale-page";
import { MissingPage } from "../shell/missing-page";
import { ShopFrame } from "../shell/shop-frame";
import { pseudoWords } from "./fixtures/pseudo-words";
import { ProvideWords } from "./provide-words";

// Every part of the shop in a language in which no word is spelt as in English: what still is was written into code.

const say = pseudoWords();
const startsAtMs = Date.parse("2026-12-11T11:00:00Z");
const noRouter = {
  back() {},
  forward() {},
  refresh() {},
  push() {},
  replace() {},
  prefetch() {},
};

function textOf(part: ReactNode): string {
  const html = renderToString(
    <AppRouterContext.Provider value={{ ...noRouter, bfcacheId: "" }}>
      <PathnameContext.Provider value="/">
        <ProvideWords now={say}>{part}</ProvideWords>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>,
  );
  const spoken = [...html.matchAll(/\s(?:aria-label|aria-valuetext|title|alt|placeholder)="([^"]*)"/g)];
  const shown = html.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, "").replaceAll(/<[^>]*>/g, " ");
  return [shown, ...spoken.map(([, text]) => text)].join("\n").replaceAll(/&[a-z0-9#]+;/g, " ");
}

/** Names that are the same in every language, and those of days and months, which are Intl's. */
const names = /Zerohour|简体中文|Berlin|Shanghai|UTC|ZH-\d+|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Dec)\b/g;

function untranslated(part: ReactNode): readonly string[] {
  const found = textOf(part)
    .replaceAll(names, "")
    .matchAll(/[A-Za-z]{2,}[A-Za-z ,.]*/g);
  return [...found].map(([text]) => text.trim());
}

const sale: SaleSnapshot = {
  id: 1,
  slug: "lamp",
  title: "灯",
  version: 1,
  epoch: 1,
  status: "published",
  startsAtMs,
  endsAtMs: startsAtMs + 1_800_000,
  endedReason: null,
  endedAtMs: null,
  pausedAtMs: null,
  timeZone: "Europe/Berlin",
  price: { minor: 7_900, currency: "EUR" },
  regularPrice: { minor: 9_900, currency: "EUR" },
  lowestPrice30d: { minor: 8_900, currency: "EUR" },
  imageUrl: null,
  imageAlt: "",
  limitPerAccount: 1,
  paymentWindowSeconds: 600,
  lineFactor: 3,
  admission: "first_come",
  minLevel: 0,
  inviteOnly: false,
  challenge: false,
  showExactStock: false,
  items: [
    { id: 1, sku: "1", name: "蓝", stock: 10 },
    { id: 2, sku: "2", name: "红", stock: 10 },
  ],
  releases: [],
};

const order = (state: OrderAnswer["state"]): OrderAnswer => ({
  id: "o1_0123456789abcdefghijkl",
  number: "ZH-100042",
  attemptId: "a1_0123456789abcdefghijkl",
  saleSlug: "lamp",
  saleTitle: "灯",
  image: null,
  state,
  amount: sale.price,
  lines: [{ sku: "1", name: "蓝", quantity: 1, unitPrice: sale.price }],
  receivedAt: new Date(startsAtMs).toISOString(),
  reservedAt: new Date(startsAtMs).toISOString(),
  payBy: new Date(startsAtMs + 600_000).toISOString(),
  extensionsLeft: 4,
  history: ["reserved", "extended", "paying", "declined", "paid", "refunding", "refunded"].map((kind) => ({
    kind,
    at: new Date(startsAtMs).toISOString(),
    detail: "",
  })),
  pollMs: 0,
});

const attempt = (state: AttemptAnswer["state"], place?: number): AttemptAnswer => ({
  attemptId: "a1_0123456789abcdefghijkl",
  saleSlug: "lamp",
  state,
  receivedAt: new Date(startsAtMs).toISOString(),
  pollMs: 700,
  payBy: new Date(startsAtMs + 600_000).toISOString(),
  ...(place === undefined ? {} : { place, ahead: place - 1, etaBand: "2_5_min" as const }),
});

/** The page for buying without scripts. */
function plainPage(phase: SalePhase, stock: StockBand, change: Partial<BuyPageFacts> = {}): BuyPageFacts {
  const nowMs = phase === "scheduled" || phase === "draft" ? startsAtMs - 60_000 : startsAtMs + 60_000;
  const statuses: Partial<Record<SalePhase, SaleSnapshot["status"]>> = { paused: "paused", cancelled: "cancelled" };
  const shown = { ...sale, limitPerAccount: 2, status: statuses[phase] ?? "published" };
  return {
    sale,
    facts: saleFacts(shown, { cancelReason: null, promoted: [] }, nowMs, say.locale),
    state: {
      ...{ slug: sale.slug, phase, stock, version: 1, pollMs: 3_000, nextReleaseAt: null, heldUntil: null },
      ...{ startsAt: new Date(startsAtMs).toISOString(), endsAt: new Date(sale.endsAtMs).toISOString() },
      now: new Date(nowMs).toISOString(),
    },
    nowMs,
    ownZone: null,
    signedIn: true,
    attempt: null,
    loading: false,
    ticket: { word: "issued", ticket: "t", validFromMs: startsAtMs, expiresAtMs: sale.endsAtMs },
    told: blankBuyAddress,
    freshKey: "0123456789abcdef",
    random: 0.5,
    ...change,
  };
}

const person = { name: "李", email: "a@b", ownZone: null };
const zone = "Europe/Berlin";
const acts = { acting: null, acted: false, failure: null, failures: 0, pay() {}, extend() {}, cancel() {} };

describe("nothing is left in English", () => {
  it("around every page, and where there is none", () => {
    const frame = (
      <ShopFrame say={say}>
        <MissingPage say={say} />
      </ShopFrame>
    );
    expect(untranslated(frame)).toEqual([]);
  });

  it("on the listing", () => {
    const made = [
      listSnapshot(sale, "now"),
      listSnapshot({ ...sale, slug: "a", status: "paused" }, "now"),
      listSnapshot({ ...sale, slug: "b" }, "next"),
      listSnapshot({ ...sale, slug: "c", endedReason: "sold_out" }, "ended"),
      listSnapshot({ ...sale, slug: "d", status: "cancelled" }, "ended"),
    ];
    expect(untranslated(<ListingPage made={made} say={say} />)).toEqual([]);
  });

  it.each([
    ["before the start", startsAtMs - 60_000, {}],
    ["while it runs", startsAtMs + 60_000, {}],
    ["paused", startsAtMs + 60_000, { status: "paused", pausedAtMs: startsAtMs + 1_000 }],
    ["cancelled", startsAtMs + 60_000, { status: "cancelled" }],
    ["ended", startsAtMs + 7_200_000, {}],
    ["sold out", startsAtMs + 60_000, { status: "ended", endedReason: "sold_out", endedAtMs: startsAtMs + 30_000 }],
  ] as const)("on the page of a sale %s", (_state, nowMs, change) => {
    const notices = (["extended", "rescheduled", "paused", "resumed", "restocked", "cancelled"] as const).map(
      (kind) => ({
        kind,
        atMs: startsAtMs,
        reason: "",
        moved: { fromMs: startsAtMs, toMs: startsAtMs + 60_000 },
      }),
    );
    const page = (
      <SalePage
        say={say}
        sale={{ ...sale, ...change }}
        description=""
        images={[]}
        cancelReason={null}
        promoted={[{ ...sale, slug: "other" }]}
        notices={notices}
        nowMs={nowMs}
      />
    );
    expect(untranslated(page)).toEqual([]);
  });

  it.each(attemptStates)("in the line, %s", (state) => {
    for (const shown of [attempt(state), attempt(state, 4)]) {
      const story = (
        <AttemptStory
          attempt={shown}
          title="灯"
          timeZone={zone}
          firstPlace={shown.place ?? null}
          silentForSeconds={null}
          next={{ slug: "other", title: "椅" }}
          onLeave={async () => null}
          onHide={() => {}}
        />
      );
      expect(untranslated(story)).toEqual([]);
    }
  });

  it.each(orderStates)("of an order, %s", (state) => {
    const shown = order(state);
    const parts = (
      <>
        <OrderRow order={shown} timeZone={zone} />
        <OrderTicket order={shown} />
        <OrderTimeline order={shown} timeZone={zone} />
        <PayClosed order={shown} zone={zone} acted={false} />
      </>
    );
    expect(untranslated(parts)).toEqual([]);
  });

  it("on the way of paying", () => {
    const parts = (
      <>
        <OrderLoading orderId={order("paid").id} />
        <OrderNumber number="ZH-100042" />
        <GiveBack busy={false} onGiveBack={() => {}} />
        <HoldClock payByMs={startsAtMs + 300_000} nowMs={startsAtMs} timeZone={zone} />
        <PayForm
          order={order("reserved")}
          simulation="ok"
          onSimulation={() => {}}
          actions={{ ...acts, failure: { word: "unanswered", act: "pay" } }}
          freshDeclines={0}
        />
        <PayOver saleSlug="lamp" endedAtMs={startsAtMs} zone={zone} acted={false} />
        <PayUnderWay paid={false} orderId="o1" acted={false} />
        {(["signed_out", "missing", "away"] as const).map((obstacle) => (
          <OrderTrouble key={obstacle} obstacle={obstacle} path="/orders/o1" />
        ))}
      </>
    );
    expect(untranslated(parts)).toEqual([]);
  });

  it("at signing in and in the account", () => {
    const parts = (
      <>
        <CredentialPage purpose="sign-in" />
        <CredentialPage purpose="sign-up" />
        <ForgotPasswordPage />
        <ResetPasswordPage />
        <VerifyEmailPage />
        <PasswordForm />
        <AccountForm submit="·" failed="·" fieldIds={{}} send={async () => ({ word: "done" })}>
          {() => null}
        </AccountForm>
        <ReadyCheck
          slug="lamp"
          session={{ word: "signed_out" }}
          ticketInHand={false}
          keptOut={null}
          clockErrorMs={12}
          itemChosen={false}
        />
        <ReadyCheck
          slug="lamp"
          session={{ word: "signed_out" }}
          ticketInHand={false}
          keptOut="只限受邀账号。"
          clockErrorMs={null}
          itemChosen={null}
        />
      </>
    );
    expect(untranslated(parts)).toEqual([]);
  });

  it.each(salePhases)("without scripts, of a sale %s", (phase) => {
    const pages = [
      plainPage(phase, "plenty"),
      plainPage(phase, "held", { signedIn: false, ticket: null }),
      plainPage(phase, "gone", { ownZone: "Asia/Shanghai" }),
      plainPage(phase, "low", { loading: true }),
      plainPage(phase, "last", { ticket: { word: "not_eligible", reason: "invite", rule: "·" } }),
      ...buyRefusals.map((refused) => plainPage(phase, "low", { told: { ...blankBuyAddress, refused } })),
    ];
    for (const page of pages) expect(untranslated(<BuyPage {...page} />)).toEqual([]);
  });

  it.each(attemptStates)("without scripts, of an attempt %s", (state) => {
    for (const told of [blankBuyAddress, { ...blankBuyAddress, asked: true }, { ...blankBuyAddress, still: true }]) {
      for (const shown of [attempt(state), attempt(state, 4)]) {
        expect(untranslated(<BuyPage {...plainPage("live", "held", { attempt: shown, told })} />)).toEqual([]);
      }
    }
  });

  it.each(orderStates)("without scripts, of an order %s", (state) => {
    for (const refused of [null, ...orderRefusals]) {
      const facts = { order: order(state), timeZone: zone, ownZone: null, nowMs: startsAtMs, refused };
      const parts = (
        <>
          <PlainOrderPage {...facts} />
          <PlainPayPage {...facts} ownZone="Asia/Shanghai" payByMs={startsAtMs + 300_000} />
          <PlainAccountPage
            {...person}
            unconfirmed
            mailed={refused === null ? "sent" : "throttled"}
            orders={[facts]}
            older="1"
          />
        </>
      );
      expect(untranslated(parts)).toEqual([]);
    }
  });

  it("without scripts, around pages and at signing in", () => {
    const typed = {
      ...{ email: "a@b", name: "李", code: null, detail: "·" },
      errors: [{ path: "password", message: "·" }],
    };
    const parts = (
      <>
        <PlainFrame signedIn chosen={null} say={say}>
          <PlainAccountPage {...person} unconfirmed={false} mailed={null} orders={[]} older={null} />
        </PlainFrame>
        <PlainFrame signedIn={false} chosen={null} say={say}>
          {(["sign-in", "sign-up"] as const).map((purpose) => (
            <PlainCredentialPage
              key={purpose}
              purpose={purpose}
              next="/"
              typed={typed}
              demo={[{ role: "shopper", email: "a@b", password: "·" }]}
            />
          ))}
        </PlainFrame>
      </>
    );
    expect(untranslated(parts)).toEqual([]);
  });

  it("behind the links of a reminder's mails", () => {
    const { slug, title, status, timeZone } = sale;
    const found = (change: Partial<SaleSnapshot>, confirmed: boolean): LinkedReminderOutcome => ({
      word: "found",
      reminder: { email: "a@b", confirmed, sale: { slug, title, status, startsAtMs, timeZone, ...change } },
    });
    const outcomes = [
      found({}, false),
      found({}, true),
      found({ startsAtMs: startsAtMs - 60_000 }, true),
      found({ status: "cancelled" }, true),
      { word: "gone" },
      { word: "invalid" },
    ] as const;
    for (const outcome of outcomes) {
      const parts = (
        <>
          <ConfirmPage say={say} outcome={outcome} token="t" nowMs={startsAtMs - 60_000} />
          <StopPage say={say} outcome={outcome} token="t" />
        </>
      );
      expect(untranslated(parts)).toEqual([]);
    }
  });

  it("would be found", () => {
    expect(untranslated(<button type="button">Buy now</button>)).toEqual(["Buy now"]);
    expect(untranslated(<section aria-label="Sale status">…</section>)).toEqual(["Sale status"]);
  });
});
