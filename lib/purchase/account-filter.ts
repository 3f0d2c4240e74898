/**
 * A set of accounts in two bytes each. It may say yes for an account that is not in it (about 1 in 70), never no for one
 * that is: whoever is refused by it really has no attempt, and whoever is not is asked about at the gate.
 */
export interface AccountFilter {
  add(accountId: string): void;
  has(accountId: string): boolean;
}

/** With two bits per account set, 16 bits per account leave about 1.4 % false alarms. */
const bitsPerAccount = 16;
const bitsMin = 1_024;

/** `accounts` is how many it is for; more make it say yes more often. */
export function createAccountFilter(accounts: number): AccountFilter {
  const bits = 2 ** Math.ceil(Math.log2(Math.max(bitsMin, accounts * bitsPerAccount)));
  const bytes = new Uint8Array(bits / 8);
  const isSet = (place: number) => ((bytes[place >>> 3] ?? 0) & (1 << (place & 7))) !== 0;
  function set(place: number): void {
    bytes[place >>> 3] = (bytes[place >>> 3] ?? 0) | (1 << (place & 7));
  }
  return {
    add(accountId) {
      const hash = hashOf(accountId);
      set(hash & (bits - 1));
      set(mix(hash) & (bits - 1));
    },
    has(accountId) {
      const hash = hashOf(accountId);
      return isSet(hash & (bits - 1)) && isSet(mix(hash) & (bits - 1));
    },
  };
}

/** FNV-1a, 32 bits. Nobody gains by colliding: it only costs them a question at the gate. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash);
}

/** Spreads every bit over all others (the finish of MurmurHash3, in the public domain). */
function mix(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
