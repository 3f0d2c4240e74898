import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { type Problem, pictureSources, type UploadAnswer, uploadBounds } from "../domain";
import { answerUpload } from "../http/answer-upload";
import type { Answer, HttpRequest } from "../http/message";
import { respondPicture } from "../http/respond-upload";
import type { Actor } from "../http/route";
import { recordChange } from "../log/record-change";
import { createAccount } from "../testing/factories";
import { createTestDatabase, type TestDatabase } from "../testing/real-postgres";
import { createLocalStorage } from "./local-storage";
import { createUploads } from "./open-uploads";
import type { Storage, Uploads } from "./ports";

let database: TestDatabase;
let directory: string;
let storage: Storage;
let uploads: Uploads;
let actor: Actor;

beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), "zerohour-uploads-"));
  storage = createLocalStorage(directory);
  uploads = createUploads({ pool: database.pool, recordChange, storage });
  const { id, name, email, role, level } = await createAccount(database.pool, { role: "marketer", name: "Li" });
  actor = { account: { id, name, email, role, level }, keyName: null, requestId: "r-1", address: null };
  return async () => {
    await database.drop();
    await rm(directory, { recursive: true, force: true });
  };
});

interface Sent {
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly query?: string;
}

function requestOf(method: string, query: string, headers: Record<string, string>, bytes: Uint8Array): HttpRequest {
  return {
    method,
    pathname: "/",
    searchParams: new URLSearchParams(query),
    header: (name) => headers[name] ?? null,
    readBody: async () => "",
    readBytes: async (bytesMax) => (bytes.byteLength > bytesMax ? "too_large" : bytes),
    peerAddress: null,
  };
}

const small = () =>
  sharp({ create: { width: 80, height: 100, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();

async function send({ bytes, type = "image/jpeg", query = "fileName=lamp.jpg" }: Sent = {}, desk = uploads) {
  const request = requestOf("POST", query, { "content-type": type }, bytes ?? (await small()));
  return said(await answerUpload({ uploads: desk, request, actor }));
}

const said = ({ status, headers, body }: Answer) => ({ status, headers, json: JSON.parse(body ?? "{}") as unknown });

const get = (name: string, headers: Record<string, string> = {}, method = "GET") =>
  respondPicture(requestOf(method, "", headers, Buffer.alloc(0)), name, uploads);

async function bytesOf({ stream }: Answer): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const rowsOf = async (table: "uploads" | "admin_log") => (await database.pool.query(`SELECT * FROM ${table}`)).rows;

describe("an upload", () => {
  it("answers where the picture is, and every address of it is there", async () => {
    const bytes = await small();
    const { status, headers, json } = await send({ bytes });
    const upload = json as UploadAnswer;
    expect(status).toBe(201);
    expect(headers.Location).toBe(upload.url);
    expect(upload).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      url: `/uploads/${upload.id}-1080.webp`,
      width: 80,
      height: 100,
      sizeBytes: bytes.length,
    });
    const { avif = "", webp = "" } = pictureSources(upload.url) ?? {};
    const names = [...avif.split(", "), ...webp.split(", ")].map((source) =>
      source.split(" ")[0]?.slice("/uploads/".length),
    );
    expect((await readdir(directory)).sort()).toEqual(names.sort());
  });

  it("is remembered with who sent what, in one transaction with the entry in the log", async () => {
    const bytes = await small();
    const { json } = await send({ bytes, query: "fileName=My lamp.jpg" });
    const { id, url } = json as UploadAnswer;
    expect(await rowsOf("uploads")).toMatchObject([
      {
        id,
        owner_id: actor.account.id,
        file_name: "My lamp.jpg",
        content_type: "image/jpeg",
        size_bytes: bytes.length,
      },
    ]);
    expect(await rowsOf("admin_log")).toMatchObject([
      { actor_id: actor.account.id, verb: "create", object: `upload:${id}`, after: { fileName: "My lamp.jpg", url } },
    ]);
  });

  it.each<[string, Sent, number, string, string]>([
    ["another type", { type: "image/svg+xml" }, 415, "unsupported_media_type", "image/jpeg"],
    ["a form", { type: "multipart/form-data; boundary=x" }, 415, "unsupported_media_type", "image/jpeg"],
    ["no type", { type: "" }, 415, "unsupported_media_type", "image/jpeg"],
    ["a type that lies", { type: "image/png" }, 415, "unsupported_media_type", "Content-Type: image/jpeg"],
    ["nothing", { bytes: Buffer.alloc(0) }, 400, "invalid_request", ""],
    ["a byte too many", { bytes: Buffer.alloc(uploadBounds.bytesMax + 1) }, 413, "payload_too_large", "10 MB"],
    ["a drawing", { bytes: Buffer.from("<svg/>") }, 415, "unsupported_media_type", "none of"],
    ["a crop in words", { query: "crop=middle" }, 400, "invalid_request", ""],
    ["a crop that is no crop", { query: "crop=0,0,80,-100" }, 400, "invalid_request", ""],
    ["a crop outside", { query: "crop=1,0,80,100" }, 400, "invalid_request", "80 × 100"],
    ["a name with control characters", { query: "fileName=a%00b" }, 400, "invalid_request", ""],
    ["an empty name", { query: "fileName=" }, 400, "invalid_request", ""],
  ])("of %s is refused, and nothing of it stays", async (_, wish, status, code, words) => {
    const answer = await send(wish);
    expect(answer.status).toBe(status);
    expect(answer.json as Problem).toMatchObject({ code, detail: expect.stringContaining(words) });
    expect([await readdir(directory), await rowsOf("uploads"), await rowsOf("admin_log")]).toEqual([[], [], []]);
  });

  it("leaves no file when it cannot be remembered, and no memory when a file cannot be stored", async () => {
    const gone: Actor = { ...actor, account: { ...actor.account, id: "x".repeat(16) } };
    await database.pool.query("ALTER TABLE uploads ADD CHECK (owner_id <> 'xxxxxxxxxxxxxxxx')");
    const request = requestOf("POST", "", { "content-type": "image/jpeg" }, await small());
    await expect(answerUpload({ uploads, request, actor: gone })).rejects.toThrow("check constraint");
    const failing = createUploads({
      pool: database.pool,
      recordChange,
      storage: {
        ...storage,
        async put(name, bytes, type) {
          if (name.endsWith("-720.webp")) throw new Error("the disk is full");
          await storage.put(name, bytes, type);
        },
      },
    });
    await expect(send({}, failing)).rejects.toThrow("the disk is full");
    expect([await readdir(directory), await rowsOf("uploads"), await rowsOf("admin_log")]).toEqual([[], [], []]);
  });

  it("waits for its place: past so many at once the sender is asked to come again", async () => {
    const desk = createUploads({ pool: database.pool, recordChange, storage, placesMax: 2 });
    const [first, second] = [desk.takePlace(), desk.takePlace()];
    const refused = await send({}, desk);
    expect(refused).toMatchObject({ status: 503, json: { code: "busy", retryAfterMs: expect.any(Number) } });
    first?.leave();
    first?.leave();
    expect((await send({}, desk)).status).toBe(201);
    expect((await send({ type: "text/plain" }, desk)).status).toBe(415);
    expect((await send({ bytes: Buffer.from("<svg/>") }, desk)).status).toBe(415);
    expect((await send({}, desk)).status).toBe(201);
    second?.leave();
    expect([desk.takePlace(), desk.takePlace(), desk.takePlace()].map((place) => place !== null)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("a stored picture", () => {
  let name: string;

  beforeEach(async () => {
    const { json } = await send();
    name = `${(json as UploadAnswer).id}-360.avif`;
  });

  it("is served for a year, whole and as what it is", async () => {
    const answer = await get(name);
    const file = await readFile(join(directory, name));
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        "Content-Type": "image/avif",
        "Content-Length": String(file.length),
        "Cache-Control": "public, max-age=31536000, immutable",
        ETag: `"${name}"`,
        "X-Content-Type-Options": "nosniff",
      },
    });
    expect(await bytesOf(answer)).toEqual(file);
  });

  it.each([
    [(etag: string) => etag],
    [(etag: string) => `W/${etag}`],
    [(etag: string) => `"other", ${etag}`],
    [() => "*"],
  ])("is not sent again to whoever has it", async (tag) => {
    const answer = await get(name, { "if-none-match": tag(`"${name}"`) });
    expect(answer).toMatchObject({ status: 304, body: null, headers: { ETag: `"${name}"` } });
    expect(answer.stream).toBeUndefined();
    expect((await get(name, { "if-none-match": '"other"' })).status).toBe(200);
  });

  it("has a head of its own", async () => {
    const answer = await get(name, {}, "HEAD");
    expect(answer).toMatchObject({ status: 200, body: null, headers: { "Content-Type": "image/avif" } });
    expect(answer.stream).toBeUndefined();
  });

  it.each([
    (known: string) => known.replace("360", "361"),
    (known: string) => known.replace("avif", "jpeg"),
    (known: string) => known.replace("avif", "svg"),
    (known: string) => known.toUpperCase(),
    (known: string) => `../${known}`,
    (known: string) => `${known}/`,
    (known: string) => `.${known}`,
    (known: string) => known.replace(/^.{32}/, "0".repeat(32)),
    () => "..%2f..%2fetc%2fpasswd",
    () => "",
  ])("is nowhere else to be found (%#)", async (alter) => {
    for (const headers of [{}, { "if-none-match": "*" }]) {
      const answers = [await get(alter(name), headers), await get(alter(name), headers, "HEAD")];
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 404, headers: { "Cache-Control": "private, no-store" } });
      }
    }
  });
});
