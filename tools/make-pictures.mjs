// Draws the demo products' pictures into public/products: `node tools/make-pictures.mjs [slug ...]`.
// The same scene always gives the same bytes. The results are committed, so nothing needs this at run time;
// drawing all eight takes some minutes.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compose } from "./pictures/compose.mjs";
import { render } from "./pictures/render.mjs";
import { scenes } from "./pictures/scenes/all.mjs";

const bytesMax = 40_000;
const gridWidth = 540;
const gridHeight = 675;
const coarsenessStep = 1.08;
const coarsenessMax = 2.2;

/** Follows the outlines as closely as the size allows. */
function draw(scene) {
  const view = render(scene, gridWidth, gridHeight);
  for (let coarseness = 1; coarseness <= coarsenessMax; coarseness *= coarsenessStep) {
    const svg = compose(scene, view, coarseness);
    if (Buffer.byteLength(svg) <= bytesMax) return svg;
  }
  throw new Error(`${scene.slug}: does not fit into ${bytesMax} bytes; give its surfaces fewer tones`);
}

const wanted = process.argv.slice(2);
for (const scene of scenes) {
  if (wanted.length > 0 && !wanted.includes(scene.slug)) continue;
  const svg = draw(scene);
  writeFileSync(fileURLToPath(new URL(`../public/products/${scene.slug}.svg`, import.meta.url)), svg);
  console.log(`${scene.slug}.svg ${Buffer.byteLength(svg)} bytes`);
}
