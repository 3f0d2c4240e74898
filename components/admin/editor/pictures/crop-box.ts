export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A part of a picture in its own pixels, always 4:5. */
export interface CropBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const ratio = 4 / 5;
/** The smallest part worth showing: what the page's smallest pictures need. */
export const boxWidthMin = 360;

/** The widest box that fits. */
export function widestOf({ width, height }: Size): number {
  return Math.max(1, Math.floor(Math.min(width, height * ratio)));
}

/** A box of a width around a point, kept within the picture. */
function boxAround(source: Size, wishedWidth: number, centre: { readonly x: number; readonly y: number }): CropBox {
  const widest = widestOf(source);
  const width = Math.round(Math.min(widest, Math.max(Math.min(boxWidthMin, widest), wishedWidth)));
  const height = Math.min(source.height, Math.round(width / ratio));
  return placeBox(source, { x: centre.x - width / 2, y: centre.y - height / 2, width, height });
}

/** The largest part in the middle. */
export function centredBox(source: Size): CropBox {
  return boxAround(source, widestOf(source), { x: source.width / 2, y: source.height / 2 });
}

/** The same middle, another size. */
export function resizeBox(source: Size, box: CropBox, width: number): CropBox {
  return boxAround(source, width, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
}

/** The same size elsewhere, kept within the picture. */
export function placeBox(source: Size, box: CropBox): CropBox {
  const x = Math.round(Math.min(source.width - box.width, Math.max(0, box.x)));
  const y = Math.round(Math.min(source.height - box.height, Math.max(0, box.y)));
  return { ...box, x, y };
}

/** As the address of an upload names it. */
export function writeBox({ x, y, width, height }: CropBox): string {
  return [x, y, width, height].join(",");
}
