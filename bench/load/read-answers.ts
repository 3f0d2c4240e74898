/** An answer while it is being heard: its body is only there until `heard` returns. */
export interface Answer {
  readonly status: number;
  text(): string;
}

export class UnreadableAnswer extends Error {
  override readonly name = "UnreadableAnswer";
}

const headEnd = Buffer.from("\r\n\r\n");
const lengthHeader = /\r\ncontent-length: *(\d+)/i;
const nothing = Buffer.alloc(0);
/** Where the status stands in "HTTP/1.1 200". */
const statusAt = 9;
const statusLength = 3;

/**
 * Reads the answers of one connection, whatever pieces they come in. Knows what our servers say and no more: answers with
 * a length, or without a body. The bytes are only looked at during the call, so one buffer will do for many connections.
 */
export function createAnswerReader(heard: (answer: Answer) => void): (bytes: Buffer) => void {
  let kept: Buffer = nothing;

  return (bytes) => {
    const all = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
    let from = 0;
    while (from < all.length) {
      const end = readOne(all, from, heard);
      if (end === null) break;
      from = end;
    }
    kept = from === all.length ? nothing : Buffer.from(all.subarray(from));
  };
}

/** Where the answer that begins at `from` ends; null while it is not there as a whole. */
function readOne(all: Buffer, from: number, heard: (answer: Answer) => void): number | null {
  const bodyFrom = all.indexOf(headEnd, from) + headEnd.length;
  if (bodyFrom < headEnd.length) return null;
  const status = Number(all.toString("latin1", from + statusAt, from + statusAt + statusLength));
  const bodyUntil = bodyFrom + bodyLength(status, all, from, bodyFrom);
  if (bodyUntil > all.length) return null;
  heard({ status, text: () => all.toString("utf8", bodyFrom, bodyUntil) });
  return bodyUntil;
}

function bodyLength(status: number, all: Buffer, from: number, bodyFrom: number): number {
  if (status === 204 || status === 304) return 0;
  const head = all.toString("latin1", from, bodyFrom);
  const length = lengthHeader.exec(head)?.[1];
  if (length === undefined)
    throw new UnreadableAnswer(`an answer without a length: ${head.slice(0, head.indexOf("\r\n"))}`);
  return Number(length);
}
