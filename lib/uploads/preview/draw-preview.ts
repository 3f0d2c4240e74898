import sharp, { type OverlayOptions } from "sharp";
import { previewSize } from "../../domain";
import { setText, settableText, type TextBox, type TextFont, type TextPicture } from "./set-text";

/** What a preview shows, in words that are ready. */
export interface PreviewContent {
  readonly title: string;
  readonly price: string;
  readonly regularPrice: string | null;
  /** When it starts, in the store's time, and whose time that is. */
  readonly moment: string;
  readonly place: string;
}

const { width: pageWidth, height: pageHeight } = previewSize;

/** As the tokens of the light theme say them: app/globals.css. */
const colours = {
  paper: "#f6f3ec",
  sunk: "#ece7dc",
  surface: "#fffdf8",
  ink: "#16150f",
  ink2: "#57534a",
  edge: "#857e70",
};

/** The picture stands at the left edge from top to bottom, 4:5 as everywhere. */
const pictureWidth = (pageHeight * 4) / 5;
const left = pictureWidth + 56;
const textWidth = pageWidth - left - 56;

const titleBox: TextBox = {
  width: textWidth,
  height: 236,
  pixels: 76,
  pixelsMin: 36,
  colour: colours.ink,
  wraps: true,
};
const regularGap = 28;
const priceBox: TextBox = {
  width: textWidth / 2,
  height: 84,
  pixels: 72,
  pixelsMin: 18,
  colour: colours.ink,
  wraps: false,
};
const regularBox: TextBox = {
  ...priceBox,
  width: priceBox.width - regularGap,
  height: 48,
  pixels: 34,
  pixelsMin: 18,
  colour: colours.ink2,
};
const lineBox: TextBox = { width: textWidth, height: 44, pixels: 34, pixelsMin: 18, colour: colours.ink, wraps: false };
const shopBox: TextBox = { ...lineBox, pixels: 32 };
const initialBox: TextBox = {
  width: 240,
  height: 260,
  pixels: 200,
  pixelsMin: 60,
  colour: colours.edge,
  wraps: false,
};

const titleTop = 132;
const ruleTop = 404;
const priceTop = 432;
const lineTop = 536;

/** Draws the picture by which a link to a sale is shown elsewhere, as JPEG. A picture that cannot be read is left out. */
export async function drawPreview(
  font: TextFont,
  content: PreviewContent,
  picture: Uint8Array | null,
): Promise<Buffer> {
  const title = await settableText(font, content.title);
  const shown = picture === null ? null : await fitPicture(picture);
  const price = await setText(font, content.price, priceBox);
  const texts: OverlayOptions[] = [
    at(await setText(font, "Zerohour", shopBox), left + 52, 58),
    at(price, left, priceTop),
    // Without letters for it the title is left to the text that stands beside such a picture everywhere.
    at(await setText(font, title ?? content.moment, titleBox), left, titleTop),
    at(
      await setText(font, title === null ? content.place : `${content.moment} · ${content.place}`, lineBox),
      left,
      lineTop,
    ),
  ];
  let rule = "";
  if (content.regularPrice !== null) {
    const regular = await setText(font, content.regularPrice, regularBox);
    const x = left + price.width + regularGap;
    const y = priceTop + price.height - regular.height;
    texts.push(at(regular, x, y));
    const middle = y + Math.round(regular.height / 2);
    rule = `<path d="M${x - 4} ${middle}h${regular.width + 8}" stroke="${colours.ink2}" stroke-width="3"/>`;
  }
  if (shown === null && title !== null) {
    const initial = await setText(font, initialOf(title), initialBox);
    texts.push(
      at(initial, Math.round((pictureWidth - initial.width) / 2), Math.round((pageHeight - initial.height) / 2)),
    );
  }
  return sharp(Buffer.from(ground(rule)))
    .composite([
      shown === null ? { input: Buffer.from(standIn), left: 0, top: 0 } : { input: shown, left: 0, top: 0 },
      ...texts,
    ])
    .jpeg({ quality: 84, mozjpeg: true })
    .toBuffer();
}

function at(text: TextPicture, x: number, y: number): OverlayOptions {
  return { input: text.png, left: x, top: y };
}

function initialOf(title: string): string {
  return Array.from(title.trim())[0]?.toUpperCase() ?? "";
}

async function fitPicture(bytes: Uint8Array): Promise<Buffer | null> {
  try {
    return await sharp(bytes)
      .resize(pictureWidth, pageHeight, { fit: "cover" })
      .flatten({ background: colours.sunk })
      .png()
      .toBuffer();
  } catch {
    return null;
  }
}

/** Paper, one clipped corner, the shop's mark, and a line above the price. */
const ground = (more: string) => `
<svg xmlns="http://www.w3.org/2000/svg" width="${pageWidth}" height="${pageHeight}">
  <rect width="${pageWidth}" height="${pageHeight}" fill="${colours.paper}"/>
  <path d="M${pageWidth - 64} 0h64v64z" fill="${colours.ink}"/>
  <path d="M${left} ${ruleTop}H${pageWidth - 56}" stroke="${colours.ink}" stroke-width="2"/>
  <svg x="${left}" y="54" width="38" height="38" viewBox="0 0 26 26">
    <path d="M1 1h17l7 7v17H1z" fill="${colours.ink}"/>
    <path d="M13 8a6.5 6.5 0 1 1-.01 0zM13 11v4.5" fill="none" stroke="${colours.paper}" stroke-width="2.5"/>
  </svg>
  ${more}
</svg>`;

/** Without a picture: a ticket, as pages draw it (components/ui/product-picture.tsx). */
const standIn = `
<svg xmlns="http://www.w3.org/2000/svg" width="${pictureWidth}" height="${pageHeight}" viewBox="0 0 120 150">
  <rect width="120" height="150" fill="${colours.sunk}"/>
  <path d="M24 34h58l14 14v68H24z" fill="${colours.surface}" stroke="${colours.edge}"/>
</svg>`;
