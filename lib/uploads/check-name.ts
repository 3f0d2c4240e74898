const namePattern = /^[a-z0-9](?:[a-z0-9.-]{0,126}[a-z0-9])?$/;

/** Throws for a name that could mean another place. Whoever asks has read the name already, so this is never a visitor's fault. */
export function checkName(name: string): string {
  if (!namePattern.test(name) || name.includes("..")) throw new Error(`not the name of a stored file: ${name}`);
  return name;
}
