import { createReadStream } from "node:fs";

const chunkBytes = 1_048_576;

/** The lines of a file in portions of about a megabyte; no more of it is in memory at once. */
export async function* readLines(file: string): AsyncGenerator<readonly string[]> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: chunkBytes })) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") yield [rest];
}
