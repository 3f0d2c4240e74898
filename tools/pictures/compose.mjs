// Cuts a rendered scene into flat tones and writes it as an SVG of 720 x 900.

import { tones } from "./colours.mjs";
import { areaOf, contours } from "./contours.mjs";
import { fitLoop, pathData } from "./curves.mjs";

export const pictureWidth = 720;
export const pictureHeight = 900;
/** Coordinates are whole fifths of a picture unit: fine enough for the eye, and short. */
const fineness = 5;

const smallestArea = 14;
const smoothings = 4;

/**
 * `scene.overlay(pen)` may draw lines and flat shapes over the tones; `pen(point)` is where a point of the room
 * lies in the picture, as text. A surface with `stains` is a pattern on that other surface and takes its light.
 * `coarseness` above 1 follows the outlines less closely and leaves out larger specks.
 */
export function compose(scene, view, coarseness = 1) {
  const { width, height, names } = view;
  const scale = pictureWidth / width;
  const shapes = [];
  names.forEach((name, index) => {
    const look = scene.surfaces[name];
    const own = [index];
    names.forEach((other, at) => {
      if (scene.surfaces[other].stains === name) own.push(at);
    });
    const cover = new Float32Array(width * height);
    let any = false;
    for (let at = 0; at < cover.length; at += 1) {
      for (const one of own) cover[at] += view.cover(at, one);
      if (cover[at] > 0) any = true;
    }
    if (!any) return;
    const outlines = (field) =>
      contours(field, width, height)
        .map((loop) => loop.map(([x, y]) => [x * scale, y * scale]))
        .filter((loop) => areaOf(loop) >= (look.smallest ?? smallestArea) * coarseness ** 2)
        .map((loop) => pathData(fitLoop(loop, (look.tolerance ?? 0.7) * coarseness), fineness))
        .join("");
    if (look.stains) {
      const data = outlines((x, y) => cover[y * width + x] - 0.5);
      shapes.push(`<path fill="${look.colour}" style="mix-blend-mode:multiply" d="${data}"/>`);
      return;
    }
    const value = spreadLight(view, own);
    const count = look.tones ?? 6;
    const colours = tones(look.colours, count);
    const [low, high] = look.range ?? [0.12, 0.8];
    for (let level = 0; level < count; level += 1) {
      const least = level === 0 ? -Infinity : low + ((high - low) * level) / count;
      const field = (x, y) => {
        const at = y * width + x;
        return Math.min(cover[at] - 0.5, level === 0 ? 1 : (value[at] - least) * 6);
      };
      const data = outlines(field);
      if (data === "") continue;
      const seam = level === 0 ? ` stroke="${colours[0]}" stroke-width="${fineness}"` : "";
      shapes.push(`<path fill="${colours[level]}"${seam} d="${data}"/>`);
    }
  });
  const pen = (point) =>
    view
      .project(point)
      .map((value) => Math.round(value * scale * fineness))
      .join(" ");
  const overlay = scene.overlay?.(pen) ?? "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${pictureWidth * fineness} ${pictureHeight * fineness}" width="${pictureWidth}" height="${pictureHeight}"><title>${scene.title}</title>${shapes.join("")}${overlay}</svg>\n`;
}

/** The light on one surface, smoothed a little and continued two pixels beyond its edge so that outlines meet it cleanly. */
function spreadLight(view, own) {
  const { width, height, seen, light } = view;
  let value = Float32Array.from(light, (here, at) => (own.includes(seen[at]) ? here : Number.NaN));
  for (let round = 0; round < smoothings + 2; round += 1) {
    const smoothing = round < smoothings;
    const next = Float32Array.from(value);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = y * width + x;
        if (Number.isNaN(value[at]) === smoothing) continue;
        let sum = 0;
        let count = 0;
        for (let oy = -1; oy <= 1; oy += 1) {
          for (let ox = -1; ox <= 1; ox += 1) {
            if (x + ox < 0 || x + ox >= width || y + oy < 0 || y + oy >= height) continue;
            const here = value[at + oy * width + ox];
            if (Number.isNaN(here)) continue;
            sum += here;
            count += 1;
          }
        }
        if (count > 0) next[at] = sum / count;
      }
    }
    value = next;
  }
  return value.map((here) => (Number.isNaN(here) ? -1 : here));
}
