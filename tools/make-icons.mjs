// Draws the icons of the installed page and the picture that links to the listing are previewed with:
// `node tools/make-icons.mjs`. The results are committed, so nothing needs this at run time.

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

const paper = "#f6f3ec";
const ink = "#16150f";
const signal = "#ff5a1f";

/** The mark of the shop on its 26 units: a ticket with a clock that stands at zero. */
const mark = `
  <path d="M1 1h17l7 7v17H1z" fill="${ink}"/>
  <path d="M13 8a6.5 6.5 0 1 1-.01 0z" fill="none" stroke="${paper}" stroke-width="2.5"/>
  <path d="M13 11v4.5" fill="none" stroke="${signal}" stroke-width="2.5"/>`;

/**
 * @param {number} size in pixels
 * @param {number} share of the side that the mark takes; systems cut up to a tenth off each side of a maskable icon
 * @param {boolean} filled whether paper reaches to the edges
 */
function drawIcon(size, share, filled) {
  const side = Math.round(size * share);
  const edge = (size - side) / 2;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">
    ${filled ? `<rect width="${size}" height="${size}" fill="${paper}"/>` : ""}
    <svg x="${edge}" y="${edge}" width="${side}" height="${side}" viewBox="0 0 26 26">${mark}</svg>
  </svg>`;
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9, palette: true }).toBuffer();
}

/** @param {string} path from the root of the project */
const place = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * @param {string} path
 * @param {Buffer} bytes
 */
async function write(path, bytes) {
  await writeFile(place(path), bytes);
  console.log(`${path} ${bytes.length} bytes`);
}

await write("public/icons/icon-192.png", await drawIcon(192, 1, false));
await write("public/icons/icon-512.png", await drawIcon(512, 1, false));
await write("public/icons/maskable-512.png", await drawIcon(512, 0.6, true));
await write("app/apple-icon.png", await drawIcon(180, 0.68, true));

/**
 * @param {string} text
 * @param {number} pixels
 * @param {string} colour
 */
async function letter(text, pixels, colour) {
  return sharp({
    text: {
      text: `<span foreground="${colour}">${text}</span>`,
      font: `Archivo SemiBold, ${pixels}`,
      fontfile: place("public/fonts/archivo-preview.ttf"),
      dpi: 72,
      rgba: true,
    },
  })
    .png()
    .toBuffer();
}

const ground = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">
  <rect width="1200" height="630" fill="${paper}"/>
  <path d="M1128 0h72v72z" fill="${ink}"/>
  <path d="M80 430h1040" stroke="${ink}" stroke-width="2"/>
  <rect x="80" y="424" width="180" height="12" fill="${signal}"/>
  <svg x="80" y="72" width="56" height="56" viewBox="0 0 26 26">${mark}</svg>
</svg>`;

await write(
  "public/icons/preview.jpg",
  await sharp(Buffer.from(ground))
    .composite([
      { input: await letter("Zerohour", 52, ink), left: 160, top: 74 },
      { input: await letter("00:00:00", 236, ink), left: 72, top: 196 },
      { input: await letter("Few units. One start. A fair clock.", 52, ink), left: 80, top: 488 },
    ])
    .jpeg({ quality: 86, mozjpeg: true })
    .toBuffer(),
);
