import { buyPath } from "../lib/domain";
import { checkChinese, marketersText } from "./chinese-pages";
import { expect, test } from "./fixtures";

for (const width of [360, 1280]) {
  test(`a shopper buys in Chinese at ${width} px`, async ({ page, shop }) => {
    await page.setViewportSize({ width, height: 800 });
    const sale = await shop.seed("upcoming-60s");
    const { email, password } = await shop.signUp();
    const panel = page.locator("[data-phase]").first();
    const control = page.locator("button[data-act]").first();
    await page.clock.install();

    await test.step("the list leads to the sale", async () => {
      await page.goto("/zh");
      await expect(page).toHaveTitle(/准点开抢/);
      await checkChinese(page);
      await page.locator(`a[href="/zh/sales/${sale.slug}"]`).first().click();
      await page.waitForURL(`**/zh/sales/${sale.slug}`);
    });

    await test.step("the countdown turns into a sale", async () => {
      await expect(page.getByRole("timer", { name: "抢购倒计时" })).toBeVisible();
      await checkChinese(page, await marketersText(page));
      await shop.timeTravel(page, 61_000);
      await expect(panel).toHaveAttribute("data-phase", "live");
      await expect(page.getByRole("status", { name: "抢购状态" })).toHaveText("开抢了，抢购按钮已可用。");
      await expect(control).toHaveText("登录后抢购");
      await control.click();
      await page.waitForURL("**/zh/sign-in?next=*");
      await checkChinese(page);
    });

    await test.step("signing in leads back to the sale in Chinese", async () => {
      await page.getByLabel("邮箱").fill(email);
      await page.getByLabel("密码", { exact: true }).fill("not the password");
      await page.getByRole("button", { name: "登录", exact: true }).click();
      await expect(page.getByText("邮箱或密码不正确，请检查后重试。")).toBeVisible();
      await page.getByLabel("密码", { exact: true }).fill(password);
      await page.getByRole("button", { name: "登录", exact: true }).click();
      await page.waitForURL(`**/zh/sales/${sale.slug}`);
    });

    await test.step("one click buys", async () => {
      await expect(control).toHaveText(/^立即抢购 · /);
      await control.click();
      const dialog = page.getByRole("dialog", { name: "你已在排队" });
      await expect(dialog).toBeVisible();
      await expect(panel).toHaveAttribute("data-attempt", "reserved");
      await checkChinese(page, await marketersText(page));
      await dialog.getByRole("link", { name: "立即付款" }).click();
      await page.waitForURL("**/zh/orders/*/pay");
    });

    await test.step("the payment is made and the order shown", async () => {
      const pay = page.getByRole("button", { name: "付款 €79" });
      await expect(pay).toBeVisible();
      await checkChinese(page);
      await pay.click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("已付款，归你了。");
      await checkChinese(page);
    });

    await test.step("the account lists it", async () => {
      await page.goto("/zh/account");
      await expect(page.getByRole("link", { name: /Aurora desk lamp/ }).first()).toBeVisible();
      await checkChinese(page);
      const parts = page.getByRole("navigation", { name: "我的账号" });
      for (const part of ["提醒", "设备", "我的数据"]) {
        await parts.getByRole("link", { name: part }).click();
        await expect(parts.getByRole("link", { name: part })).toHaveAttribute("aria-current", "page");
        await expect(page.getByText(/^正在/)).toHaveCount(0);
        await checkChinese(page);
      }
    });
  });
}

for (const scenario of ["live-last-3", "held", "sold-out", "paused", "ended-time", "ended-sold-out"] as const) {
  test(`product page in Chinese: ${scenario}`, async ({ page, shop }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const sale = await shop.seed(scenario);
    await page.goto(`/zh/sales/${sale.slug}`);
    await expect(page.locator("[data-stock]").first()).toBeVisible();
    await checkChinese(page, await marketersText(page));
    await test.info().attach(`zh-${scenario}-360`, {
      body: await page.screenshot({ fullPage: true }),
      contentType: "image/png",
    });
  });
}

test("the way without scripts is Chinese from the sale to the paid order", async ({ browser, shop, baseURL }) => {
  const sale = await shop.seed("live-plenty");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  const page = await context.newPage();
  await test.step("from the product page to the form", async () => {
    await page.goto(`/zh/sales/${sale.slug}`);
    await page.getByRole("link", { name: "不用 JavaScript 抢购" }).click();
    await page.waitForURL(`**${buyPath(sale.slug, {}, "zh")}`);
    await page.getByRole("link", { name: "登录后抢购" }).click();
    await page.getByRole("link", { name: "注册账号" }).click();
  });
  await test.step("signing up leads back to it", async () => {
    await page.getByLabel("名字").fill("李");
    await page.getByLabel("邮箱").fill(`zh-${sale.slug}@example.com`);
    await page.getByLabel("密码", { exact: true }).fill("short");
    await page.getByRole("button", { name: "注册", exact: true }).click();
    await expect(page.getByRole("link", { name: "请输入至少 8 位的密码。" })).toBeVisible();
    await page.getByLabel("密码", { exact: true }).fill("a good password");
    await page.getByRole("button", { name: "注册", exact: true }).click();
    await page.waitForURL(`**${buyPath(sale.slug, {}, "zh")}`);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  });
  await test.step("buying and paying stay in Chinese", async () => {
    await page.getByRole("button", { name: /^立即抢购/ }).click();
    await expect(page.getByRole("link", { name: /^立即付款/ })).toBeVisible({ timeout: 20_000 });
    await page.getByRole("link", { name: /^立即付款/ }).click();
    await page.waitForURL("**/zh/plain/orders/*/pay");
    await page.getByRole("button", { name: "付款 €79" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("已付款，归你了。", { timeout: 20_000 });
    await page.getByRole("link", { name: "全部订单" }).click();
    await page.waitForURL("**/zh/plain/account");
    await expect(page.getByRole("link", { name: /Aurora desk lamp/ })).toBeVisible();
  });
  await context.close();
});

test("pages without scripts and behind mailed links say nothing in English", async ({ page, shop }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const hold = await shop.seed("hold-2min");
  await shop.signIn(page, hold.shopper.cookie);
  const order = `/zh/plain/orders/${hold.orderId}`;
  const plain = [buyPath(hold.slug, {}, "zh"), order, `${order}/pay`, "/zh/plain/account", "/zh/plain/sign-in"];
  const mailed = ["/zh/forgot-password", "/zh/reset-password?token=cut", "/zh/verify-email?token=cut"];
  const reminders = ["/zh/reminders/confirm?token=cut", "/zh/reminders/stop?token=cut"];
  for (const path of [...plain, ...mailed, ...reminders]) {
    await page.goto(path);
    // The account is called Shopper and a number.
    await checkChinese(page, ["Shopper"]);
  }
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL("**/reminders/stop?token=cut");
});

test("a reader whose account asks for another language is shown the way, and led nowhere", async ({
  page,
  shop,
  baseURL,
}) => {
  const sale = await shop.seed("live-plenty");
  const account = { name: "Ana Shopper", email: `hint-${sale.slug}@example.com`, password: "a good password" };
  const signedUp = await page.request.post("/api/auth/sign-up/email", {
    data: { ...account, locale: "zh" },
    headers: { origin: baseURL ?? "" },
  });
  expect(signedUp.status(), await signedUp.text()).toBe(200);
  const hint = page.getByRole("link", { name: "查看本页的中文版" });
  for (const path of [`/sales/${sale.slug}`, buyPath(sale.slug)]) {
    await page.goto(path);
    await expect(hint).toHaveAttribute("href", `/zh${path}`);
  }
  await hint.click();
  await page.waitForURL(`**${buyPath(sale.slug, {}, "zh")}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(hint).toHaveCount(0);
});

test("the footer leads to the same page in the other language and back", async ({ page, shop }) => {
  const sale = await shop.seed("live-plenty");
  await page.goto(`/sales/${sale.slug}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("link", { name: "简体中文" }).click();
  await page.waitForURL(`**/zh/sales/${sale.slug}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  for (const [tag, path] of [
    ["en", `/sales/${sale.slug}`],
    ["zh-CN", `/zh/sales/${sale.slug}`],
    ["x-default", `/sales/${sale.slug}`],
  ]) {
    const address = await page.locator(`link[rel="alternate"][hreflang="${tag}"]`).getAttribute("href");
    expect(new URL(address ?? "").pathname).toBe(path);
  }
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL(`**/sales/${sale.slug}`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("an unknown Chinese address is explained in Chinese", async ({ page }) => {
  for (const path of ["/zh/nowhere", "/zh/sales/no-such-sale"]) {
    const reply = await page.goto(path);
    expect(reply?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("这个地址没有页面");
    await checkChinese(page);
  }
});
