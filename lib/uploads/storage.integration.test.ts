import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type S3Server, startS3Server } from "../testing/s3-server";
import { createLocalStorage } from "./local-storage";
import type { Storage } from "./ports";
import { createS3Storage } from "./s3-storage";

const credentials = { region: "eu-central-1", accessKeyId: "shop", secretAccessKey: "a secret" };
const bucket = "shop-pictures";

let directory: string;
let service: S3Server;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "zerohour-uploads-"));
  service = await startS3Server(credentials);
  return async () => {
    await service.close();
    await rm(directory, { recursive: true, force: true });
  };
});

const local = () => createLocalStorage(join(directory, "uploads"));
const s3 = (changes: Partial<typeof credentials> = {}) =>
  createS3Storage({ endpoint: service.endpoint, bucket, ...credentials, ...changes });

async function readAll(storage: Storage, name: string): Promise<Buffer | null> {
  const found = await storage.read(name);
  if (found === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of found.stream) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(found.sizeBytes).toBe(bytes.length);
  return bytes;
}

describe.each([
  ["a directory", local],
  ["a bucket", s3],
] as const)("%s", (_, open) => {
  it("gives back what was put, byte for byte", async () => {
    const storage = open();
    const bytes = randomBytes(200_000);
    expect(await storage.exists("a-720.webp")).toBe(false);
    expect(await storage.read("a-720.webp")).toBeNull();
    await storage.put("a-720.webp", bytes, "image/webp");
    expect(await storage.exists("a-720.webp")).toBe(true);
    expect(await readAll(storage, "a-720.webp")).toEqual(bytes);
  });

  it("replaces a file of the same name, and is empty again after deleting it, twice", async () => {
    const storage = open();
    await storage.put("a.webp", Buffer.from("one"), "image/webp");
    await storage.put("a.webp", Buffer.from("two"), "image/webp");
    expect(String(await readAll(storage, "a.webp"))).toBe("two");
    await storage.delete("a.webp");
    await storage.delete("a.webp");
    expect(await storage.exists("a.webp")).toBe(false);
  });

  it.each(["", ".", "..", "../a", "a/b", "/etc/passwd", "a\\b", "a..b", ".part", "a.", "A.webp", "a%2f", "a\0", "a?b"])(
    "never takes %o for a name",
    async (name) => {
      const storage = open();
      await expect((async () => storage.put(name, Buffer.from("x"), "image/webp"))()).rejects.toThrow("not the name");
      await expect((async () => storage.read(name))()).rejects.toThrow("not the name");
      await expect((async () => storage.exists(name))()).rejects.toThrow("not the name");
      await expect((async () => storage.delete(name))()).rejects.toThrow("not the name");
    },
  );
});

describe("a directory", () => {
  it("has whole files under their names and nothing beside them, whoever writes at the same time", async () => {
    const storages = [local(), local()];
    const contents = ["x", "y"].map((letter) => letter.repeat(1_000_000));
    await Promise.all(contents.map((text, index) => storages[index]?.put("a.webp", Buffer.from(text), "image/webp")));
    expect(contents).toContain(String(await readAll(local(), "a.webp")));
    expect(await readdir(join(directory, "uploads"))).toEqual(["a.webp"]);
  });

  it("leaves nothing behind when it cannot write", async () => {
    await writeFile(join(directory, "uploads"), "a file where the directory should be");
    await expect(local().put("a.webp", Buffer.from("x"), "image/webp")).rejects.toThrow();
    expect(await readdir(directory)).toEqual(["uploads"]);
  });
});

describe("a bucket", () => {
  it("keeps type and caching with the file, under a folder of its own", async () => {
    await s3().put("a.avif", Buffer.from("x"), "image/avif");
    expect([...service.objects]).toEqual([
      [
        `/${bucket}/uploads/a.avif`,
        {
          bytes: Buffer.from("x"),
          contentType: "image/avif",
          cacheControl: "public, max-age=31536000, immutable",
        },
      ],
    ]);
  });

  it.each([
    ["another secret", { secretAccessKey: "another" }],
    ["another region", { region: "us-east-1" }],
    ["an unknown key", { accessKeyId: "stranger" }],
  ])("refuses %s, and the failure says what the service said", async (_, changes) => {
    const refused = /the storage answered 403 to (PUT|GET|HEAD|DELETE) a\.webp/;
    await expect(s3(changes).put("a.webp", Buffer.from("x"), "image/webp")).rejects.toThrow("SignatureDoesNotMatch");
    await expect(s3(changes).read("a.webp")).rejects.toThrow(refused);
    await expect(s3(changes).exists("a.webp")).rejects.toThrow(refused);
    await expect(s3(changes).delete("a.webp")).rejects.toThrow(refused);
  });

  it("is asked again when it was overloaded, and not without end", async () => {
    service.overload(2);
    await s3().put("a.webp", Buffer.from("x"), "image/webp");
    expect(await s3().exists("a.webp")).toBe(true);
    service.overload(10);
    await expect(s3().read("a.webp")).rejects.toThrow("the storage answered 503 to GET a.webp");
  });

  it("that is away is a failure that says so", async () => {
    await service.close();
    await expect(s3().exists("a.webp")).rejects.toThrow(/could not be reached.*ECONNREFUSED/);
  });
});
