import type {} from "pg";

// PostgreSQL's COPY over the driver's own connection. The driver hands every message to the query that is under way and
// knows how to send each part, but its types leave that out.

declare module "pg" {
  interface Connection {
    query(text: string): void;
    sendCopyFromChunk(chunk: Uint8Array): void;
    endCopyFrom(): void;
    sendCopyFail(reason: string): void;
  }
}

export interface CopyDataMessage {
  /** A view on the driver's buffer, which it uses again. */
  readonly chunk: Buffer;
}

export interface CommandCompleteMessage {
  /** `COPY 123` */
  readonly text: string;
}
