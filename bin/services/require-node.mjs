// Imported first, and alone, by every command: an old Node must get as far as this line.

const OLDEST = [20, 19];

/** Ends the process with one line when this Node is too old for us. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  process.stderr.write(`Zerohour needs Node ${OLDEST.join(".")} or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}
