import { pictureFileName, pictureFormats, pictureWidths } from "../domain";
import type { Storage } from "../uploads/ports";
import { picturesFolder, type SealedFile } from "./manifest";
import { writeSealed } from "./write-sealed";

export interface PicturesToCopy {
  readonly from: Pick<Storage, "read">;
  readonly folder: string;
  readonly ids: readonly string[];
  readonly signal: AbortSignal;
}

export interface CopiedPictures {
  readonly files: readonly SealedFile[];
  readonly missing: readonly string[];
}

/** Every file of the uploaded pictures, wherever the shop keeps them. One that is not there is named and stops nothing. */
export async function copyPictures({ from, folder, ids, signal }: PicturesToCopy): Promise<CopiedPictures> {
  const files: SealedFile[] = [];
  const missing: string[] = [];
  for (const name of ids.flatMap(fileNames)) {
    signal.throwIfAborted();
    const found = await from.read(name);
    if (found === null) missing.push(name);
    else files.push(await writeSealed(folder, `${picturesFolder}/${name}`, found.stream, { signal }));
  }
  return { files, missing };
}

function fileNames(id: string): readonly string[] {
  return pictureFormats.flatMap((format) => pictureWidths.map((width) => pictureFileName({ id, width, format })));
}
