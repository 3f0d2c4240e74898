import { Writable } from "node:stream";
import type { Connection, Submittable } from "pg";
import type { CommandCompleteMessage } from "./driver";

type Told = (error?: Error | null) => void;

/** `COPY … FROM STDIN` as a stream: give it to a client's `query`, then write. It finishes when the server has said so. */
export class CopyIn extends Writable implements Submittable {
  /** What the server has taken; known when the stream has finished. */
  rows = 0;
  readonly #sql: string;
  #connection: Connection | undefined;
  #tellStarted: Told | undefined;
  #tellFinished: Told | undefined;
  #isOver = false;

  constructor(sql: string) {
    super();
    this.#sql = sql;
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.#sql);
  }

  /** Nothing is written before the server is ready for it. */
  override _construct(told: Told): void {
    this.#tellStarted = told;
  }

  handleCopyInResponse(): void {
    this.#tellStarted?.();
    this.#tellStarted = undefined;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, told: Told): void {
    const connection = this.#connection;
    connection?.sendCopyFromChunk(chunk);
    if (connection?.stream.writableNeedDrain) connection.stream.once("drain", () => told());
    else told();
  }

  override _final(told: Told): void {
    this.#tellFinished = told;
    this.#connection?.endCopyFrom();
  }

  handleCommandComplete({ text }: CommandCompleteMessage): void {
    this.rows = Number(text.split(" ")[1]);
  }

  handleReadyForQuery(): void {
    this.#isOver = true;
    this.#tellFinished?.();
  }

  handleError(error: Error): void {
    this.#isOver = true;
    if (this.#tellStarted === undefined) this.destroy(error);
    else this.#tellStarted(error);
  }

  override _destroy(error: Error | null, told: Told): void {
    if (!this.#isOver) this.#connection?.sendCopyFail("what is to be copied could not be read");
    told(error);
  }
}
