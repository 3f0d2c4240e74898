import { createHash, createHmac, createSecretKey, hash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// node bench/tried.mjs: what was tried and did not help, for whoever wants to try it again. Needs a build.
// Processor time of this program, so that other work of the machine counts as little as possible.

/**
 * @param {string} name
 * @param {number} times
 * @param {() => { length: number }} work
 */
function time(name, times, work) {
  for (let warmUp = 0; warmUp < times / 5; warmUp += 1) work();
  const before = process.cpuUsage();
  let length = 0;
  for (let count = 0; count < times; count += 1) length = work().length;
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${name.padEnd(38)} ${((user + system) / times).toFixed(2).padStart(10)} us ${String(length).padStart(7)} bytes`,
  );
}

const secret = randomBytes(32);
const key = createSecretKey(secret);
const text = "t1.AbCdEf.1a.Ab3dEf6hIj9kLm2n.mi1abcde.mi2abcde.AbCdEfGhIjKlMnOpQrStUv";

const inner = Buffer.alloc(512, 0x36);
const outer = Buffer.alloc(96, 0x5c);
for (const [index, byte] of secret.entries()) {
  inner[index] = byte ^ 0x36;
  outer[index] = byte ^ 0x5c;
}
const innerState = createHash("sha256").update(inner.subarray(0, 64));
const outerState = createHash("sha256").update(outer.subarray(0, 64));

function byTwoHashes() {
  const length = inner.write(text, 64);
  outer.write(hash("sha256", inner.subarray(0, 64 + length), "binary"), 64, "binary");
  return hash("sha256", outer, "base64url");
}

function byTwoBuffers() {
  const length = inner.write(text, 64);
  hash("sha256", inner.subarray(0, 64 + length), "buffer").copy(outer, 64);
  return hash("sha256", outer, "base64url");
}

const byStates = () => outerState.copy().update(innerState.copy().update(text).digest()).digest("base64url");
const byHmac = () => createHmac("sha256", key).update(text).digest("base64url");

for (const other of [byTwoHashes, byTwoBuffers, byStates]) {
  if (byHmac() !== other()) throw new Error("the ways to sign differ");
}
time("HMAC by two one-shot hashes (in use)", 200_000, byTwoHashes);
time("the same, the inner one as a buffer", 200_000, byTwoBuffers);
time("HMAC by createHmac", 200_000, byHmac);
time("HMAC by copies of hash states", 200_000, byStates);

const page = readFileSync(new URL("../.next/server/app/_not-found.html", import.meta.url));
time("gzip 9 (in use)", 200, () => gzipSync(page, { level: 9 }));
for (const quality of [5, 7, 9, 11]) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: page.length };
  const name = `brotli ${quality}${quality === 7 ? " (in use)" : ""}`;
  time(name, quality === 11 ? 20 : 200, () => brotliCompressSync(page, { params }));
}
