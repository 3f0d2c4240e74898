// Makes the web fonts in public/fonts from the published Archivo variable files.
//
// The two packages it needs are used once in a while by a person, so they are no dependency of the project:
//   mkdir /tmp/fonts && cd /tmp/fonts && npm init -y && npm install @fontsource-variable/archivo subset-font
//   node tools/make-fonts.mjs /tmp/fonts
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const packagesDirectory = process.argv[2];
if (packagesDirectory === undefined) {
  console.error("Usage: node tools/make-fonts.mjs <directory where @fontsource-variable/archivo and subset-font are>");
  process.exit(1);
}

const requireThere = createRequire(path.resolve(packagesDirectory, "package.json"));
const subsetFont = requireThere("subset-font");
const sourceDirectory = path.resolve(packagesDirectory, "node_modules/@fontsource-variable/archivo");
const targetDirectory = path.resolve(import.meta.dirname, "../public/fonts");

// Latin-1, the typographic marks the texts use, currencies and arrows. Other scripts fall to the system's fonts.
const textCharacters = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0xff),
  ..."ŒœŸ–—‘’‚“”„†•…‹›€™−×←↑→↓✓\u2007\u2009\u202f",
].join("");
const clockCharacters = "0123456789:.,+-−/ \u00a0\u2007\u2009\u202f€$£¥";

const features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "case"];

const faces = [
  {
    source: "archivo-latin-wght-normal.woff2",
    target: "archivo-text.woff2",
    characters: textCharacters,
    axes: { wght: { min: 400, max: 800 } },
  },
  {
    // The clock face is always condensed and bold, so both axes are pinned and the file stays tiny.
    source: "archivo-latin-wdth-normal.woff2",
    target: "archivo-clock.woff2",
    characters: clockCharacters,
    axes: { wdth: 68, wght: 750 },
  },
  {
    // For the pictures by which links are shown: the server draws them and reads no web fonts.
    source: "archivo-latin-wdth-normal.woff2",
    target: "archivo-preview.ttf",
    characters: textCharacters,
    axes: { wdth: 85, wght: 700 },
    format: "sfnt",
  },
];

await mkdir(targetDirectory, { recursive: true });
for (const face of faces) {
  const source = await readFile(path.join(sourceDirectory, "files", face.source));
  const subset = await subsetFont(source, face.characters, {
    targetFormat: face.format ?? "woff2",
    variationAxes: face.axes,
    keepFeatures: features,
  });
  await writeFile(path.join(targetDirectory, face.target), subset);
  console.log(`${face.target}: ${subset.length} bytes`);
}
await copyFile(path.join(sourceDirectory, "LICENSE"), path.join(targetDirectory, "OFL.txt"));

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
}
