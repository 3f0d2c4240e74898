import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ProductPicture } from "./product-picture";

const id = "0123456789abcdef0123456789abcdef";
const uploaded = { url: `/uploads/${id}-1080.webp`, alt: "A lamp" };

const draw = (wish: Partial<Parameters<typeof ProductPicture>[0]> = {}) =>
  renderToStaticMarkup(<ProductPicture image={uploaded} name="Lamp" sizes="96px" {...wish} />);

describe("a product's picture", () => {
  it("that was uploaded is offered in every width, the smaller format first", () => {
    const html = draw();
    const avif = `/uploads/${id}-360.avif 360w, /uploads/${id}-720.avif 720w, /uploads/${id}-1080.avif 1080w`;
    expect(html).toContain(`<source type="image/avif" srcSet="${avif}" sizes="96px"/>`);
    expect(html).toMatch(
      new RegExp(`<img[^>]* src="${uploaded.url}" srcSet="${avif.replaceAll("avif", "webp")}" sizes="96px"`),
    );
    expect(html.indexOf("<source")).toBeLessThan(html.indexOf("<img"));
  });

  it("that is the first of its page is asked for ahead, once, in the format that is shown", () => {
    const preloads = draw({ eager: true }).match(/<link rel="preload"[^>]*>/g);
    expect(preloads).toHaveLength(1);
    expect(preloads?.[0]).toContain('type="image/avif"');
    expect(preloads?.[0]).toContain('imageSizes="96px"');
    expect(draw()).not.toContain("preload");
  });

  it.each(["/products/aurora-desk-lamp.svg", "https://pictures.example/lamp.jpg"])(
    "that is %s is one file, as it is",
    (url) => {
      const html = draw({ image: { url, alt: "A lamp" } });
      expect(html).toContain(`src="${url}"`);
      expect(html).not.toMatch(/srcset|<picture|<source| sizes=/i);
    },
  );

  it("keeps its text, its place and its greyness whatever the file", () => {
    for (const url of [uploaded.url, "/products/aurora-desk-lamp.svg"]) {
      const html = draw({ image: { url, alt: "A lamp" }, grey: true });
      expect(html).toMatch(/<img[^>]* alt="A lamp" width="720" height="900" loading="lazy"/);
      expect(html).toContain("grey");
      expect(draw({ image: { url, alt: "A lamp" }, decorative: true })).toContain('alt=""');
    }
  });
});
