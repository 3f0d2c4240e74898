import { Readable } from "node:stream";
import type { Connection, Submittable } from "pg";
import type { CopyDataMessage } from "./driver";

const blockBytes = 65_536;

/**
 * `COPY … TO STDOUT` as a stream: give it to a client's `query`, then read. Rows come one by one and leave in blocks. While
 * nobody reads, the connection waits, and with it the server.
 */
export class CopyOut extends Readable implements Submittable {
  /** Complete when the stream has ended. */
  rows = 0;
  readonly #sql: string;
  #connection: Connection | undefined;
  #block = Buffer.allocUnsafe(blockBytes);
  #filledBytes = 0;

  constructor(sql: string) {
    super({ highWaterMark: 4 * blockBytes });
    this.#sql = sql;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#sql);
  }

  override _read(): void {
    this.#connection?.stream.resume();
  }

  handleCopyData({ chunk }: CopyDataMessage): void {
    this.rows += 1;
    if (chunk.byteLength > blockBytes - this.#filledBytes) this.#pushBlock();
    if (chunk.byteLength > blockBytes) {
      this.#pushOrPause(Buffer.from(chunk));
    } else {
      chunk.copy(this.#block, this.#filledBytes);
      this.#filledBytes += chunk.byteLength;
    }
  }

  handleCommandComplete(): void {
    this.#pushBlock();
  }

  handleReadyForQuery(): void {
    if (!this.destroyed) this.push(null);
  }

  handleError(error: Error): void {
    this.destroy(error);
  }

  #pushBlock(): void {
    if (this.#filledBytes === 0) return;
    const filled = this.#block.subarray(0, this.#filledBytes);
    this.#block = Buffer.allocUnsafe(blockBytes);
    this.#filledBytes = 0;
    this.#pushOrPause(filled);
  }

  #pushOrPause(bytes: Buffer): void {
    if (!this.destroyed && !this.push(bytes)) this.#connection?.stream.pause();
  }
}
