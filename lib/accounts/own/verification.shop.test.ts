import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Problem } from "../../domain";
import { type Buyer, buy, getTicket, untilAttempt } from "../../testing/buyers";
import { createSale, type MadeSale } from "../../testing/factories";
import { findForm, postForm, textOf } from "../../testing/forms";
import { readMail } from "../../testing/read-mail";
import { type Shop, startShop } from "../../testing/shop";
import { untilLoaded } from "../../testing/shop-facts";

let shop: Shop;
let sale: MadeSale;

beforeAll(async () => {
  shop = await startShop({ env: { EMAIL_VERIFICATION: "required" } });
  sale = await createSale(shop.pool, { stock: 5 });
  await untilLoaded(shop, sale);
});
afterAll(async () => {
  await shop?.stop();
});

async function signUp(email: string): Promise<Buyer> {
  const reply = await shop.client.send("/api/auth/sign-up/email", {
    method: "POST",
    body: { email, password: "a long enough password", name: "Ana" },
  });
  expect(reply.status, reply.text).toBe(200);
  const cookies = [reply.headers["set-cookie"] ?? []].flat().map((text) => text.split(";")[0]);
  return { userId: reply.json<{ account: { id: string } }>().account.id, cookie: cookies.join("; ") };
}

/** The token in the mail that the worker wrote as a file. */
async function mailedToken(email: string): Promise<string | undefined> {
  const folder = join(shop.environment.DATA_DIR ?? "", "mail");
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if (!name.endsWith("-email_verification.eml")) continue;
    const text = await readMail(await readFile(join(folder, name), "utf8"));
    if (text.includes(`To: ${email}`)) return /\/verify-email\?token=([A-Za-z0-9_.-]+)/.exec(text)?.[1];
  }
  return undefined;
}

it("an account may sign in and look, but gets no ticket before its address is confirmed; then it buys", async () => {
  const email = "ana-confirms@example.com";
  const ana = await signUp(email);
  expect((await shop.client.send("/api/account", { cookie: ana.cookie })).json()).toMatchObject({
    verificationNeeded: true,
  });
  expect((await shop.client.send(`/sales/${sale.slug}`, { cookie: ana.cookie })).status).toBe(200);
  const refused = await shop.client.send(`/api/sales/${sale.slug}/ticket`, {
    method: "POST",
    cookie: ana.cookie,
    body: {},
  });
  expect(refused.status).toBe(403);
  expect(refused.json<Problem>()).toMatchObject({ code: "not_eligible", reason: "unconfirmed" });
  expect(refused.json<Problem>().detail).toContain("Confirm your e-mail address first");

  await expect.poll(() => mailedToken(email)).toBeDefined();
  const token = await mailedToken(email);
  // A mail program that follows the link changes nothing.
  expect((await shop.client.send(`/verify-email?token=${token}`)).status).toBe(200);
  expect((await shop.client.send("/api/account", { cookie: ana.cookie })).json()).toMatchObject({
    emailVerified: false,
  });
  const verified = await shop.client.send("/api/auth/verify-email", { method: "POST", body: { token } });
  expect(verified.status, verified.text).toBe(204);

  expect(await getTicket(shop.client, ana, sale.slug)).toMatch(/^t1\./);
  const bought = await buy(shop.client, ana, { slug: sale.slug });
  expect(bought.status, bought.text).toBe(202);
  const { attemptId } = bought.json<{ attemptId: string }>();
  await untilAttempt(shop.client, ana, attemptId, ({ state }) => state === "reserved");
});

it("without scripts the link is mailed again by a form, and the page tells so in its language", async () => {
  const ana = await signUp("ana-asks-again@example.com");
  const account = await shop.client.send("/zh/plain/account", { cookie: ana.cookie });
  const form = findForm(account.text, /^重新发送链接$/);
  expect(form.action).toBe("/zh/plain/account/confirm");
  const asked = await postForm(shop.client, form.action, form.hidden, { cookie: ana.cookie });
  expect([asked.status, asked.headers.location]).toEqual([303, "/zh/plain/account?mailed=sent"]);
  const told = await shop.client.send("/zh/plain/account?mailed=sent", { cookie: ana.cookie });
  expect(textOf(told.text)).toContain("新的链接已发往 ana-asks-again@example.com");
  expect((await postForm(shop.client, form.action, {}, {})).headers.location).toMatch(/^\/zh\/plain\/sign-in\?/);
});

it("a session that is ended, and a deleted account, are dead in the running shop within a second", async () => {
  const email = "ana-leaves@example.com";
  const ana = await signUp(email);
  const again = await shop.client.send("/api/auth/sign-in/email", {
    method: "POST",
    body: { email, password: "a long enough password" },
  });
  const cookies = [again.headers["set-cookie"] ?? []].flat().map((text) => text.split(";")[0]);
  const second = cookies.join("; ");
  const status = async (cookie: string) => (await shop.client.send("/api/orders", { cookie })).status;
  expect([await status(ana.cookie), await status(second)]).toEqual([200, 200]);
  const ended = await shop.client.send("/api/auth/sessions", { method: "DELETE", cookie: second, body: {} });
  expect(ended.status).toBe(204);
  await expect.poll(() => status(ana.cookie)).toBe(401);
  const renewed = [ended.headers["set-cookie"] ?? []].flat().map((text) => text.split(";")[0]);
  const session = second.split("; ").filter((pair) => !pair.startsWith("zh_pass="));
  const current = [...session, ...renewed].join("; ");
  expect(await status(current)).toBe(200);
  const deleted = await shop.client.send("/api/account", {
    method: "DELETE",
    cookie: current,
    body: { email, password: "a long enough password" },
  });
  expect(deleted.status, deleted.text).toBe(204);
  await expect.poll(() => status(current)).toBe(401);
});
