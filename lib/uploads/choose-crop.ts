import { pictureRatio, uploadBounds } from "../domain";
import type { Crop } from "./ports";

interface Size {
  readonly width: number;
  readonly height: number;
}

export type CropChoice =
  | { readonly word: "chosen"; readonly crop: Crop }
  | { readonly word: "bad"; readonly detail: string };

/** Whoever drew the crop rounds each side to a pixel. */
const roundingPixels = 2;

/** The part of a picture that is shown: as wished, or the largest of the right shape from its middle. */
export function chooseCrop(size: Size, wish: Crop | null): CropChoice {
  const crop = wish ?? largestCrop(size);
  if (crop.width < uploadBounds.widthMin) {
    return bad(
      `The part that is shown would be ${crop.width} pixels wide: it must have at least ${uploadBounds.widthMin}.`,
    );
  }
  if (crop.x + crop.width > size.width || crop.y + crop.height > size.height) {
    return bad(`The crop is not within the picture, which has ${size.width} × ${size.height} pixels.`);
  }
  const height = (crop.width * pictureRatio.height) / pictureRatio.width;
  if (Math.abs(crop.height - height) > roundingPixels) {
    return bad(`The crop must be 4:5: ${crop.width} pixels wide, it must be ${Math.round(height)} high.`);
  }
  return { word: "chosen", crop };
}

function bad(detail: string): CropChoice {
  return { word: "bad", detail };
}

function largestCrop({ width, height }: Size): Crop {
  const shownWidth = Math.min(width, Math.floor((height * pictureRatio.width) / pictureRatio.height));
  const shownHeight = Math.min(height, Math.floor((shownWidth * pictureRatio.height) / pictureRatio.width));
  return {
    x: Math.floor((width - shownWidth) / 2),
    y: Math.floor((height - shownHeight) / 2),
    width: shownWidth,
    height: shownHeight,
  };
}
