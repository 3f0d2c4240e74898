import { parentOf } from "./processes.mjs";
import { onOutputClosed } from "./say.mjs";

// When a command that keeps running has to end. npm hands a Ctrl-C on although the terminal has sent it to us already,
// so the second signal within a stop means nothing; the third one is somebody who will not wait.

const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const parentLookMs = 250;

/**
 * @typedef {object} Ending
 * @property {AbortSignal} signal aborted when the end is asked for, with an `Asked` as its reason
 * @property {Promise<void>} asked
 * @property {(problem: string) => void} fail asks for the end because something went wrong
 * @property {() => string | undefined} cause who or what asked: a signal's name, "parent gone" and the like
 * @property {() => string | undefined} problem what went wrong, if anything did
 * @property {() => void} forget takes the handlers away again
 */

/** The end was asked for in the middle of a step. */
export class Asked extends Error {
  name = "Asked";
}

/**
 * Listens for everything that ends us: signals, a closed terminal, a reader of our output who left, the death of the
 * npm or, over its channel, of the program that started us.
 *
 * @param {() => void} killAll ends every child at once, without grace
 * @returns {Ending}
 */
export function listenForEnd(killAll) {
  const abort = new AbortController();
  /** @type {string | undefined} */
  let problem;
  let heard = 0;
  /** @type {() => void} */
  let resolveAsked = () => undefined;
  /** @type {Promise<void>} */
  const asked = new Promise((resolve) => {
    resolveAsked = resolve;
  });

  const ask = (/** @type {string} */ cause) => {
    if (!abort.signal.aborted) abort.abort(new Asked(cause));
    resolveAsked();
  };
  const onSignal = (/** @type {string} */ signal) => {
    heard += 1;
    if (heard < 3) return ask(signal);
    killAll();
    process.exit(1);
  };
  for (const signal of signals) process.on(signal, onSignal);
  onOutputClosed(() => ask("output closed"));
  const onDisconnect = () => ask("parent gone");
  process.on("disconnect", onDisconnect);
  const parentWatch = watchParent(() => ask("parent gone"));
  return {
    signal: abort.signal,
    asked,
    fail(text) {
      if (!abort.signal.aborted) problem = text;
      ask(text);
    },
    cause: () => (abort.signal.aborted && problem === undefined ? abort.signal.reason.message : undefined),
    problem: () => problem,
    forget() {
      clearInterval(parentWatch);
      process.off("disconnect", onDisconnect);
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}

/**
 * A killed npm cannot hand anything on; but then our parent is another process than at the start, or, where npm's
 * shell stands between us, that shell's parent is. Outside npm, losing the parent is normal (a closed shell).
 *
 * @param {() => void} lost
 */
function watchParent(lost) {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  const before = readAncestors();
  const timer = setInterval(() => {
    if (readAncestors() !== before) lost();
  }, parentLookMs);
  timer.unref();
  return timer;
}

/** Our parent, and its parent where that is as cheap to know. */
function readAncestors() {
  const parent = process.ppid;
  return process.platform === "linux" ? `${parent} ${parentOf(parent)}` : String(parent);
}
