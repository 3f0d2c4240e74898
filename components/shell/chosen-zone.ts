const storageKey = "zerohour.timeZone";

const listeners = new Set<() => void>();
/** Undefined until it was read. */
let chosen: string | null | undefined;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function readStored(): string | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored !== null && isZone(stored) ? stored : null;
  } catch {
    // Storage can be forbidden; then the session's word counts for as long as the page lives.
    return null;
  }
}

/** The zone the reader's account chose for times; null follows the device. This browser keeps it, so that no page waits for the session. */
export function readChosenZone(): string | null {
  if (chosen === undefined) chosen = readStored();
  return chosen;
}

/** Called with what the account says, on every page. */
export function keepChosenZone(zone: string | null): void {
  const next = zone !== null && isZone(zone) ? zone : null;
  if (next === readChosenZone()) return;
  chosen = next;
  try {
    if (next === null) localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, next);
  } catch {
    // See readStored.
  }
  for (const listener of listeners) listener();
}

export function onChosenZone(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
