/** First in, first out, however long it gets. */
export interface Line<T> {
  add(one: T): void;
  take(): T | undefined;
  size(): number;
}

/** What was taken is forgotten now and then, not each time: moving up a long list would cost more than sending a request. */
const forgetMin = 10_000;

export function createLine<T>(): Line<T> {
  const all: T[] = [];
  let from = 0;
  return {
    add: (one) => void all.push(one),
    take() {
      if (from === all.length) return undefined;
      const first = all[from];
      from += 1;
      if (from >= forgetMin || from === all.length) {
        all.splice(0, from);
        from = 0;
      }
      return first;
    },
    size: () => all.length - from,
  };
}
