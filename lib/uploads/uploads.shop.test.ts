import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Problem, pictureSources, type UploadAnswer, uploadBounds } from "../domain";
import type { Reply } from "../testing/http-client";
import { createMarketer, type Marketer } from "../testing/marketer";
import { makeShoppers } from "../testing/session-cookies";
import { type Shop, startShop } from "../testing/shop";

// From the editor to the shopper: a picture goes in by the API and is read as browsers read it.

let shop: Shop;
let marketer: Marketer;

beforeAll(async () => {
  shop = await startShop();
  const [account] = await makeShoppers(shop.pool, shop.keys, 1, { role: "marketer", appOrigin: shop.client.origin });
  if (account === undefined) throw new Error("no marketer");
  marketer = createMarketer(shop.client, account.cookie);
});

afterAll(() => shop?.stop());

const draw = (width = 1_600, height = 2_000) =>
  sharp({ create: { width, height, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();

const upload = (bytes: unknown, type = "image/jpeg"): Promise<Reply> =>
  marketer.send("POST", "/api/admin/uploads?fileName=lamp.jpg", bytes, { "content-type": type });

/** Says how much will come and waits for the answer. */
function announce(bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { cookie } = marketer;
    const { origin } = shop.client;
    const headers = { cookie, origin, "content-type": "image/jpeg", "content-length": String(bytes) };
    const sent = request(new URL("/api/admin/uploads", origin), { method: "POST", headers }, (response) => {
      resolve(response.statusCode);
      sent.destroy();
    });
    sent.on("error", reject);
    sent.flushHeaders();
  });
}

describe("a picture that is uploaded", () => {
  it("is on the sale's page in every size, to be kept for a year", async () => {
    const reply = await upload(await draw());
    expect(reply.status, reply.text).toBe(201);
    const { url } = reply.json<UploadAnswer>();
    const { slug } = await marketer.create({ images: [{ url, alt: "A teal lamp" }] });
    await marketer.steer(slug, "publish");
    const page = await shop.client.send(`/sales/${slug}`);
    const { avif = "", webp = "" } = pictureSources(url) ?? {};
    expect(page.text).toContain(`type="image/avif" srcSet="${avif}"`);
    expect(page.text).toContain(`srcSet="${webp}"`);
    expect(page.text).toContain('alt="A teal lamp"');
    for (const source of [...avif.split(", "), ...webp.split(", ")]) {
      const [address = ""] = source.split(" ");
      const picture = await shop.client.send(address);
      expect(picture.status).toBe(200);
      expect(picture.headers).toMatchObject({
        "content-type": address.endsWith(".avif") ? "image/avif" : "image/webp",
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      });
      expect(picture.headers["content-encoding"]).toBeUndefined();
      expect(picture.headers["set-cookie"]).toBeUndefined();
    }
  });

  it("is asked for again, by its head, and where it is not, as HTTP has it", async () => {
    const { url } = (await upload(await draw(80, 100))).json<UploadAnswer>();
    const { etag = "" } = (await shop.client.send(url)).headers;
    const known = await shop.client.send(url, { headers: { "if-none-match": String(etag) } });
    expect([known.status, known.text, known.headers.etag]).toEqual([304, "", etag]);
    const head = await shop.client.send(url, { method: "HEAD" });
    expect([head.status, head.text, head.headers.etag]).toEqual([200, "", etag]);
    for (const path of [
      url.replace("1080", "999"),
      "/uploads/..%2f..%2fpackage.json",
      `/uploads/${"0".repeat(32)}-360.webp`,
    ]) {
      const missing = await shop.client.send(path);
      expect([path, missing.status, missing.headers["cache-control"]]).toEqual([path, 404, "private, no-store"]);
    }
    const changed = await shop.client.send(url, { method: "POST", body: {} });
    expect(changed.status).toBe(405);
  });

  it("is refused before it comes when it is too large, and nothing is left of what was refused", async () => {
    const directory = join(String(shop.environment.DATA_DIR), "uploads");
    const before = await readdir(directory);
    expect(await announce(uploadBounds.bytesMax + 1)).toBe(413);
    const drawing = await upload("<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml");
    expect([drawing.status, drawing.json<Problem>().code]).toEqual([415, "unsupported_media_type"]);
    const form = await upload({ picture: "none" }, "application/json");
    expect(form.status).toBe(415);
    expect(await readdir(directory)).toEqual(before);
  });
});
