import { describe, expect, it } from "vitest";
import { createAnswerReader } from "./read-answers";

const accepted = 'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"place":"é"}';
const none = "HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n\r\n";
const busy = "HTTP/1.1 503 Service Unavailable\r\ncontent-length:4\r\n\r\nbusy";

function read(pieces: readonly Buffer[]) {
  const heard: { status: number; text: string }[] = [];
  const reader = createAnswerReader((answer) => heard.push({ status: answer.status, text: answer.text() }));
  for (const piece of pieces) reader(piece);
  return heard;
}

const all = [
  { status: 202, text: '{"place":"é"}' },
  { status: 204, text: "" },
  { status: 503, text: "busy" },
];

describe("answers on a connection", () => {
  const text = accepted.replace("13", String(Buffer.byteLength('{"place":"é"}'))) + none + busy;

  it("are read when several come at once", () => {
    expect(read([Buffer.from(text)])).toEqual(all);
  });

  it("are read in whatever pieces they come", () => {
    const bytes = Buffer.from(text);
    for (const size of [1, 2, 7, 50]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      expect(read(pieces)).toEqual(all);
    }
  });

  it("outlive the buffer they came in", () => {
    const shared = Buffer.alloc(64);
    const heard: number[] = [];
    const reader = createAnswerReader(({ status }) => heard.push(status));
    const bytes = Buffer.from(busy);
    for (let from = 0; from < bytes.length; from += 20) {
      const length = bytes.copy(shared, 0, from, from + 20);
      reader(shared.subarray(0, length));
      shared.fill(0);
    }
    expect(heard).toEqual([503]);
  });

  it("must have a length", () => {
    const endless = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(() => read([Buffer.from(endless)])).toThrow("without a length: HTTP/1.1 200 OK");
  });
});
