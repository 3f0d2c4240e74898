// What the commands say to their user. Standard output may be a pipe that its reader has closed: that must not end us
// in the middle of a step, so whoever needs to know asks `onOutputClosed`.

/** @type {(() => void) | undefined} */
let outputClosed;

for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if ("code" in error && (error.code === "EPIPE" || error.code === "EIO")) outputClosed?.();
    else throw error;
  });
}

/** @param {() => void} heard called when nobody reads our output any more */
export function onOutputClosed(heard) {
  outputClosed = heard;
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** @param {string} line */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * @param {number} ms
 * @returns {string} for instance "0.8 s" or "2 min 5 s"
 */
export function spelledDuration(ms) {
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
