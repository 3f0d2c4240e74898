import { describe, expect, it } from "vitest";
import { demoProducts } from "./demo-catalogue";
import { type DemoPlan, type KnownDemoSale, planDemoSale } from "./plan-demo-sale";

const nowMs = Date.UTC(2026, 10, 27, 9, 0, 0);
const minuteMs = 60_000;
const [lamp, thermos] = demoProducts;
if (lamp === undefined || thermos === undefined) throw new Error("the demo has too few products");

function held(startsAtMs: number, wish: Partial<KnownDemoSale> = {}): KnownDemoSale {
  return {
    id: 1,
    slug: `lightning-${lamp?.slug}`,
    startsAtMs,
    endsAtMs: startsAtMs + 180_000,
    untouched: false,
    ...wish,
  };
}

const plan = (known: readonly KnownDemoSale[], first = false) => planDemoSale({ nowMs, first, known });

describe("planning the demo's lightning sales", () => {
  it("opens one within a minute of the first call, for three minutes", () => {
    const planned = plan([], true);
    expect(planned?.startsAtMs).toBeGreaterThan(nowMs);
    expect(planned?.startsAtMs).toBeLessThanOrEqual(nowMs + minuteMs);
    expect((planned?.endsAtMs ?? 0) - (planned?.startsAtMs ?? 0)).toBe(3 * minuteMs);
  });

  it("owes a restarted shop a sale within a minute although the next is planned for later", () => {
    const planned = plan([held(nowMs - minuteMs), held(nowMs + 4 * minuteMs, { id: 2 })], true);
    expect(planned?.startsAtMs).toBeLessThanOrEqual(nowMs + minuteMs);
  });

  it("is content when another process has just planned one", () => {
    expect(plan([held(nowMs + 45_000)], true)).toBeNull();
  });

  it("plans nothing while one is still to come", () => {
    expect(plan([held(nowMs + 1)])).toBeNull();
    expect(plan([held(nowMs - minuteMs), held(nowMs + 4 * minuteMs)])).toBeNull();
  });

  it("plans the next five minutes after the last as soon as that has begun", () => {
    expect(plan([held(nowMs)])?.startsAtMs).toBe(nowMs + 5 * minuteMs);
    expect(plan([held(nowMs - 2 * minuteMs)])?.startsAtMs).toBe(nowMs + 3 * minuteMs);
  });

  it("leaves time for a countdown when the shop was away for long", () => {
    expect(plan([held(nowMs - 60 * minuteMs)])?.startsAtMs).toBe(nowMs + 45_000);
  });

  it("lets the products take turns", () => {
    const turns: string[] = [];
    let known: KnownDemoSale[] = [];
    for (let turn = 0; turn < demoProducts.length + 1; turn += 1) {
      const atMs = nowMs + turn * 5 * minuteMs;
      const planned = planDemoSale({ nowMs: atMs, first: false, known });
      if (planned === null) throw new Error("nothing was planned");
      turns.push(planned.product.slug);
      known = [...known, asKnown(planned, turn)];
    }
    expect(turns).toEqual([...demoProducts, lamp].map((product) => product.slug));
  });

  it("holds an untouched sale of the product again instead of making another", () => {
    const old = held(nowMs - 40 * minuteMs, { id: 7, slug: `lightning-${thermos.slug}`, untouched: true });
    const planned = plan([old, held(nowMs - minuteMs, { id: 8 })]);
    expect(planned).toMatchObject({ product: thermos, reuseSaleId: 7, slug: old.slug });
  });

  it("never touches a sale somebody has bought in, and names the new one apart", () => {
    const sold = held(nowMs - 40 * minuteMs, { id: 7, slug: `lightning-${thermos.slug}` });
    const soldToo = held(nowMs - 80 * minuteMs, { id: 6, slug: `lightning-${thermos.slug}-2` });
    const planned = plan([sold, soldToo, held(nowMs - minuteMs, { id: 8 })]);
    expect(planned).toMatchObject({ product: thermos, reuseSaleId: null, slug: `lightning-${thermos.slug}-3` });
  });

  it("never moves a sale that is still running", () => {
    const running = held(nowMs - minuteMs, { id: 7, slug: `lightning-${thermos.slug}`, untouched: true });
    const before = held(nowMs - minuteMs + 1, { id: 8 });
    expect(plan([running, before], true)).toMatchObject({ product: thermos, reuseSaleId: null });
  });
});

function asKnown(planned: DemoPlan, id: number): KnownDemoSale {
  const { slug, startsAtMs, endsAtMs } = planned;
  return { id, slug, startsAtMs, endsAtMs, untouched: false };
}
